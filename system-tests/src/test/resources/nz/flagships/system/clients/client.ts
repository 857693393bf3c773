// What an integrator writes on top of the generated clients: a case from opening to closing, an initiative's facts, every list.
// It compiles with --strict, so that whatever it reads of an answer is described.
import * as cases from './case/index.js';
import * as initiatives from './initiative/index.js';
import * as reporting from './reporting/index.js';

const [caseUrl, initiativeUrl, reportingUrl] = [process.env.CASE_URL!, process.env.INITIATIVE_URL!, process.env.REPORTING_URL!];
const run = process.env.RUN!;
const as = (token: string) => ({ basePath: caseUrl, accessToken: token });

function check(what: string, good: boolean): void {
  if (!good) {
    throw new Error(what);
  }
  console.log('ok ' + what);
}

async function oneCase(): Promise<void> {
  const police = new cases.CasesApi(new cases.Configuration(as(process.env.POLICE_TOKEN!)));
  const partner = new cases.CasesApi(new cases.Configuration(as(process.env.PARTNER_TOKEN!)));
  const openCase: cases.OpenCase = JSON.parse(process.env.OPEN_CASE!);
  openCase.externalRef = 'TS-' + run;
  openCase.openedOn = new Date('2014-08-05T00:00:00Z');
  const key = 'ts-open-' + run;
  const opened = await police.openCase({ idempotencyKey: key, openCase });
  check('a case is opened', opened.result === cases.ReceiptResult.Stored && opened.version === 1);
  const again = await police.openCase({ idempotencyKey: key, openCase });
  check('sent again it is a duplicate', again.result === cases.ReceiptResult.Duplicate && again.stream === opened.stream);
  const id = opened.stream!.split('/')[1]!;
  await police.inviteAgency({ id, inviteAgency: { agency: 'CORRECTIONS' } });
  const joinCase: cases.JoinCase = JSON.parse(process.env.JOIN_CASE!);
  const joined = await partner.joinCase({ id, joinCase });
  check('the invited agency joins', joined.result === cases.ReceiptResult.Stored);
  const closed = await police.closeCase({
    id,
    closeCase: {
      closedOn: new Date('2015-02-10T00:00:00Z'),
      reason: 'GOALS_MET',
      outcome: 'RISK_REDUCED',
    },
  });
  const state = await police.getCase({ id, consistencyToken: closed.position });
  check('it is closed', state.status === cases.JointCaseStatus.Closed && state.closing!.reason === cases.ClosingReason.GoalsMet);
  check('two agencies worked on it', state.agencies.length === 2);
  const history = await police.getCaseHistory({ id });
  check('its history tells of all of it', history.events.length >= 4 && history.events[0]!.time instanceof Date);
  const page = await police.listCases({ status: cases.ListCasesStatusEnum.Closed, limit: 1, consistencyToken: closed.position });
  check('it is in the list', page.rows.length === 1 && page.rows[0]!.openedOn instanceof Date);
  try {
    await police.getCase({ id: 'NO-SUCH-CASE' });
    check('what is not there is a problem', false);
  } catch (e) {
    const problem: cases.Problem = cases.ProblemFromJSON(await (e as cases.ResponseError).response.json());
    check('what is not there is a problem', problem.status === 404 && problem.code.length > 0);
  }
}

async function oneInitiative(): Promise<void> {
  const configuration = new initiatives.Configuration({ basePath: initiativeUrl, accessToken: process.env.LEAD_TOKEN! });
  const lead = new initiatives.InitiativesApi(configuration);
  const code = 'TS-' + run;
  const proposed = await lead.proposeInitiative({
    proposeInitiative: {
      code,
      title: 'Invented: written by a generated client',
      programme: 'FRONTLINE_FLAGSHIPS',
      regions: ['PAPAKURA'],
      themes: ['ALCOHOL'],
      leadAgency: 'POLICE',
      partners: [],
    },
  });
  check('an initiative is proposed', proposed.result === initiatives.ReceiptResult.Stored);
  await lead.planMilestone({
    id: code,
    planMilestone: { milestone: 'FIRST', title: 'Invented: a first meeting', dueOn: new Date('2027-06-30T00:00:00Z') },
  });
  const state = await lead.getInitiative({ id: code });
  check('its milestone is planned', state.milestones['FIRST']!.status === initiatives.MilestoneStatus.Planned);
  check('its history is public', (await lead.getInitiativeHistory({ id: code })).events.length === 2);
}

async function everyList(): Promise<void> {
  const configuration = new reporting.Configuration({ basePath: reportingUrl });
  let lists = 0;
  for (const [name, api] of Object.entries(reporting)) {
    if (!name.endsWith('Api') || typeof api !== 'function' || name === 'BaseAPI') {
      continue;
    }
    const client = new (api as unknown as new (c: reporting.Configuration) => Record<string, (r: object) => Promise<{ rows?: unknown[]; words?: unknown }>>)(configuration);
    for (const method of Object.getOwnPropertyNames(api.prototype)) {
      if (/^list.*[^w]$/.test(method) && !/(Raw|RequestOpts|EventTypes)$/.test(method)) {
        const answer = await client[method]!({ limit: 1000 });
        check(method, Array.isArray(answer.rows));
        lists++;
      }
    }
  }
  check('every list was asked: ' + lists, lists >= 30);
  const fund = new reporting.FundApi(configuration);
  const outcomes = await new reporting.OutcomesApi(configuration).listOutcomes({ limit: 5 });
  check('figures have types', outcomes.rows.every((row) => row.value === null || typeof row.value === 'number'));
  check('the flow of the Fund has links', (await fund.getFundFlow()).links.every((link) => link.cents > 0));
}

await oneCase();
await oneInitiative();
await everyList();
console.log('all well');
