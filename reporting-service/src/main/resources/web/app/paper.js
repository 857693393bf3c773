/** Whether the page is for paper now: what is folded away on a screen stands on it, in light colours. */

let now = false;
const opened = new Set();

/** Whether the page is being made ready for paper, or stands as on paper. */
export function printing() {
  return now;
}

/** Draws anew, at once, before the page is put on paper and after it. */
export function onPrint(draw) {
  const turn = (on) => {
    if (on === now) return;
    now = on;
    // The colours of paper hold from here, before the browser itself has turned to it.
    document.documentElement.classList.toggle('printing', on);
    draw();
    unfold(on);
  };
  addEventListener('beforeprint', () => turn(true));
  addEventListener('afterprint', () => turn(false));
  matchMedia('print').addEventListener('change', ({ matches }) => turn(matches));
}

function unfold(on) {
  if (on) {
    for (const details of document.querySelectorAll('main details:not([open])')) {
      details.open = true;
      opened.add(details);
    }
  } else {
    opened.forEach((details) => (details.open = false));
    opened.clear();
  }
}
