// The picture under an answer: what it shows stands in words too, so that nobody has to see or drag it.
const hide = () => {
  const bars = document.querySelector('#nd-when');
  if (bars) bars.setAttribute('aria-hidden', 'true');
};

element.addEventListener('click', (event) => {
  const button = event.target.closest('button');
  if (!button) return;
  if (button.matches('.nd-undo')) trigger('undo', {});
  else if (button.dataset.since) trigger('narrow', { since: button.dataset.since, until: button.dataset.until });
});
hide();
watch('value', hide);
