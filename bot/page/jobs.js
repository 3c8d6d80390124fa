// Jobs and watches in the browser: cancelling, closing a report, stopping a watch.
element.addEventListener('click', (event) => {
  const button = event.target.closest('button');
  if (!button || button.disabled) return;
  if (button.matches('.nd-cancel')) trigger('cancel', { job: Number(button.dataset.job) });
  else if (button.matches('.nd-dismiss')) trigger('dismiss', { job: Number(button.dataset.job) });
  else if (button.matches('.nd-stop')) trigger('stop', { watch: button.dataset.watch });
});
