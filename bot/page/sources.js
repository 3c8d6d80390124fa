// The sources panel in the browser: bring the quote into view; on a narrow screen, be a drawer that closes.
const narrow = () => window.matchMedia('(max-width: 899px)').matches;

const columns = () => document.querySelector('#nd-columns');

const close = () => {
  if (!('drawer' in columns().dataset)) return;
  delete columns().dataset.drawer;
  if (narrow() && window.ndOpener && window.ndOpener.isConnected) window.ndOpener.focus();
};

const showQuote = () => {
  const paper = element.querySelector('.nd-paper');
  const panel = element.closest('#nd-sources');
  if (!paper || !panel) return;
  const quote = paper.querySelector('mark.nd-target');
  const from = quote ? quote.getBoundingClientRect().top - panel.getBoundingClientRect().top + panel.scrollTop : 0;
  const height = panel.clientHeight;
  panel.scrollTop = from < height * 0.6 ? 0 : from - Math.min(height / 3, 220);  // near the top: show the headline too
  if (walked) focusWay(paper);
  else if (narrow() && 'drawer' in columns().dataset) paper.querySelector('.nd-close').focus({ preventScroll: true });
};

// The way on from the quote that was walked to: the same button again, or, at an end, the other.
let walked = '';
const focusWay = (paper) => {
  const ways = [...paper.querySelectorAll('.nd-walk button:enabled')];
  (ways.find((way) => way.dataset.way === walked) || ways[0])?.focus({ preventScroll: true });
  walked = '';
};

// To another quote of the answer, by its number in the conversation: that is marked as well, and comes into view.
const walk = (way) => {
  const turn = document.querySelector(`.nd-turn[data-turn="${way.closest('.nd-walk').dataset.turn}"]`);
  const number = turn?.querySelector(`.nd-source .nd-cite[data-quote="${way.dataset.quote}"]`);
  if (!number) return;
  walked = way.dataset.way;
  number.click();
  if (!narrow()) number.closest('.nd-evidence').scrollIntoView({ block: 'nearest' });
};

element.addEventListener('click', (event) => {
  if (event.target.closest('.nd-close')) close();
  const way = event.target.closest('.nd-walk button');
  if (way) walk(way);
});
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') close();
});
watch('value', showQuote);
