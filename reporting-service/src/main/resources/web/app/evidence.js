/** The page of evidence: from trial to long-term funding, what was found on the way, and what was claimed. */

import { show } from './dom.js';
import * as figures from './figures.js';
import { budgetPanel } from './budget.js';
import { claimsPanel } from './claims.js';
import { evaluationsPanel } from './evaluations.js';
import { pageHead } from './parts.js';
import { oneOf } from './heed.js';
import { pipelinePanel, STAGES } from './pipeline.js';

export const code = 'evidence';
export const name = 'Evidence';
export const tables = ['pipeline', 'pipeline-summary', 'evaluations', 'budget-decisions', 'budget-rounds', 'claims'];

/** What the address may ask for. */
export const rules = { stage: oneOf(STAGES.map(([stage]) => stage), { why: 'is no stage', instead: 'the last stage that has an initiative' }) };

export function want() {
  figures.want('pipeline', '/v1/evidence/pipeline');
  figures.want('pipeline-summary', '/v1/evidence/pipeline/summary');
  figures.want('evaluations', '/v1/evaluations');
  figures.want('budget-decisions', '/v1/budget/decisions');
  figures.want('budget-rounds', '/v1/budget/rounds');
  figures.want('claims', '/v1/claims');
}

export function concerned(kind) {
  switch (kind) {
    case 'evidence':
      return { evaluations: 'Evaluations and Budget decisions were updated', pipeline: null, 'pipeline-summary': null, 'budget-decisions': null, 'budget-rounds': null };
    case 'initiative':
    case 'fund':
      return { pipeline: null, 'pipeline-summary': null };
    case 'figures':
      return { claims: null };
    default:
      return {};
  }
}

export { showEvidence as show };

function showEvidence(root, now) {
  show(root,
    pageHead('Evidence', 'An initiative is tried, evaluated, and shown to work or not. Only then may it seek long-term funding in the Budget. What was decided or claimed without that is shown as such.'),
    pipelinePanel(now),
    evaluationsPanel(),
    budgetPanel(),
    claimsPanel());
}
