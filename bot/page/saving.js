// Makes a download of the file that has come; nothing goes over the network for it.
watch('value', () => {
  const file = element.querySelector('textarea');
  if (!file) return;
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([file.value], { type: `${file.dataset.type};charset=utf-8` }));
  link.download = file.dataset.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
});
