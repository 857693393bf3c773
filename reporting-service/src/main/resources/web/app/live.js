/** What changed, as it changes. */

const PATIENCE = 4000;
/** The longest time between two tries; each waits twice as long as the last, and not just as long as everybody else's. */
const LONGEST = 60_000;

/**
 * Listens for changes until the page is left.
 *
 * @param changed called with the kind of change (figures, initiative, codes, fund, evidence, continuity) and what it says
 * @param connected called with true and false as the connection comes and goes; with true also whether it was away for long,
 *     and whether it was away at all, so that something may have been missed
 */
export function listen(changed, connected) {
  let source;
  let silence;
  let wasLost = false;
  let wasAway = false;
  let tries = 0;

  function open() {
    source = new EventSource('/v1/live');
    source.addEventListener('open', () => {
      tries = 0;
      clearTimeout(silence);
      silence = undefined;
      connected(true, wasLost, wasAway);
      wasLost = wasAway = false;
    });
    source.addEventListener('error', () => {
      // A short cut is mended by the browser itself, as when a replica leaves; only a longer one is worth a word.
      wasAway = true;
      silence ??= setTimeout(() => {
        wasLost = true;
        connected(false);
      }, PATIENCE);
      // The service is full, or away: the browser gives up on such an answer, so the page tries again.
      if (source.readyState === EventSource.CLOSED) setTimeout(open, Math.min(LONGEST, PATIENCE * 2 ** tries++) * (0.75 + Math.random() / 2));
    });
    for (const kind of ['figures', 'initiative', 'codes', 'fund', 'evidence', 'continuity']) {
      source.addEventListener(kind, (event) => changed(kind, read(event.data)));
    }
  }

  open();
  addEventListener('pagehide', () => source.close());
  addEventListener('pageshow', (event) => {
    if (event.persisted) open();
  });
}

function read(data) {
  try {
    return JSON.parse(data) ?? {};
  } catch {
    return {};
  }
}
