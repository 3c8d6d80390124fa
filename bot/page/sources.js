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
  if (narrow() && 'drawer' in columns().dataset) paper.querySelector('.nd-close').focus({ preventScroll: true });
};

element.addEventListener('click', (event) => {
  if (event.target.closest('.nd-close')) close();
});
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') close();
});
watch('value', showQuote);
