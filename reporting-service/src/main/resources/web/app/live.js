/** What changed, as it changes. */

/** A short cut is mended by the browser itself; only a longer one is worth a word. */
const PATIENCE = 4_000;
/** The service says something every 15 seconds; a connection that has been still for longer is dead, whatever it claims. */
const SILENCE = 40_000;

/**
 * Listens for changes until the page is left.
 *
 * @param changed called with the kind of change (figures, initiative, codes, continuity) and what it says
 * @param connected called with true and whether it had been lost, or with false, as the connection comes and goes
 */
export function listen(changed, connected) {
  let source;
  let grumble;
  let watchdog;
  let lost = false;

  function open() {
    source?.close();
    source = new EventSource('/v1/live');
    source.addEventListener('open', heard);
    source.addEventListener('error', () => {
      grumble ??= setTimeout(lose, PATIENCE);
      if (source.readyState === EventSource.CLOSED) setTimeout(open, PATIENCE);
    });
    source.addEventListener('heartbeat', heard);
    for (const kind of ['figures', 'initiative', 'codes', 'continuity']) {
      source.addEventListener(kind, (event) => {
        heard();
        changed(kind, read(event.data));
      });
    }
  }

  function heard() {
    clearTimeout(grumble);
    clearTimeout(watchdog);
    grumble = undefined;
    watchdog = setTimeout(() => {
      lose();
      open();
    }, SILENCE);
    connected(true, lost);
    lost = false;
  }

  function lose() {
    lost = true;
    connected(false);
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
