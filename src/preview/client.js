// Tells the reader of a preview when the page changes, and what is wrong with the site.
'use strict';
(() => {
  const script = document.currentScript;
  const page = encodeURIComponent(location.pathname);
  const address = `${script.dataset.base}events?page=${page}&seen=${script.dataset.seen}`;
  let box;
  const show = (event) => {
    if (box) box.remove();
    box = null;
    if (!event.data) return;
    box = document.createElement('section');
    box.className = 'yearbook-problems';
    box.setAttribute('role', 'alert');
    const title = document.createElement('p');
    title.textContent = 'The site has errors; this is the last good page.';
    const list = document.createElement('ul');
    for (const line of event.data.split('\n')) {
      const item = document.createElement('li');
      item.textContent = line;
      list.append(item);
    }
    box.append(title, list);
    document.body.append(box);
  };
  const listen = () => {
    const source = new EventSource(address);
    source.addEventListener('reload', () => location.reload());
    source.addEventListener('problems', show);
    // A browser tries again by itself, but not where the preview refused it for want of a place.
    source.addEventListener('error', () => {
      if (source.readyState === EventSource.CLOSED) setTimeout(listen, 5000);
    });
  };
  listen();
})();
