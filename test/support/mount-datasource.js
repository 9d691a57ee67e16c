/* Runs in the page, see datasource-ui.ts. */
async ({ type, editor, value, props = {}, uid = '', width }) => {
  const [preact, hooks, ui, boot] = await Promise.all([
    import('preact'),
    import('preact/hooks'),
    import('@orrery/plugin-sdk/ui'),
    fetch('/api/orrery/boot').then((answer) => answer.json()),
  ]);
  const { module, css } = boot.datasources[type];
  if (css) {
    const { default: sheet } = await import(css, { with: { type: 'css' } });
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  }
  const { datasources } = await import(module);
  const Editor = datasources[type][editor];
  window.runs = 0;
  const query = {
    onRun: () => window.runs++,
    place: 'panel',
    range: { from: Date.now() - 3_600_000, to: Date.now() },
    datasource: { uid, name: uid, type, jsonData: {} },
    // A host that was ended on a busy machine is back in a moment, and says so.
    resource: async (path, params = {}) => {
      const search = new URLSearchParams();
      for (const [key, one] of Object.entries(params)) for (const each of [one].flat()) search.append(key, each);
      for (let left = 10; ; left--) {
        try {
          return await ui.api(`/api/datasources/uid/${uid}/resources/${path}?${search}`);
        } catch (error) {
          if (left === 0 || ![401, 503].includes(error.status)) throw error;
          await new Promise((resolve) => setTimeout(resolve, 1_000));
        }
      }
    },
  };
  const App = () => {
    const [now, setNow] = hooks.useState(value);
    window.edited = now;
    const own = editor === 'config' ? { settings: now } : { ...query, query: now };
    return preact.h(Editor, { ...own, onChange: setNow, ...props });
  };
  const main = document.querySelector('main') ?? document.body;
  main.replaceChildren();
  const host = document.createElement('div');
  host.className = 'o-card';
  host.style.margin = '16px';
  host.style.padding = '16px';
  if (width) host.style.maxWidth = `${width}px`;
  main.append(host);
  preact.render(preact.h(App, {}), host);
};
