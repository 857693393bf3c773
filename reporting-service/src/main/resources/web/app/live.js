/** What changed, as it changes. */

const PATIENCE = 4000;

/**
 * Listens for changes until the page is left.
 *
 * @param changed called with the kind of change (figures, initiative, codes, fund, evidence, continuity) and what it says
 * @param connected called with true and false as the connection comes and goes
 */
export function listen(changed, connected) {
  let source;
  let silence;
  let wasLost = false;

  function open() {
    source = new EventSource('/v1/live');
    source.addEventListener('open', () => {
      clearTimeout(silence);
      silence = undefined;
      connected(true, wasLost);
      wasLost = false;
    });
    source.addEventListener('error', () => {
      // A short cut is mended by the browser itself; only a longer one is worth a word.
      silence ??= setTimeout(() => {
        wasLost = true;
        connected(false);
      }, PATIENCE);
      if (source.readyState === EventSource.CLOSED) setTimeout(open, PATIENCE);
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
