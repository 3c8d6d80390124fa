// gradio calls its upload areas by other words than they show; without that they are called what they show.
const name = () => document.querySelectorAll('button.upload-container[aria-label]')
  .forEach((one) => one.removeAttribute('aria-label'));
new MutationObserver(name).observe(document.body, { childList: true, subtree: true });
name();
