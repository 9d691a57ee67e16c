/** As the server compares: part by part, `:name` takes any one, a last `*` the rest. What could be read twice is nobody's route. */
export function matches(route: string, method: string, path: string): boolean {
  const [wanted = '', pattern = ''] = route.split(' ');
  if (wanted !== method.toUpperCase() || /%2f|%5c|\/\/|\\|\/\.{1,2}(\/|$)/i.test(path)) return false;
  const [parts, given] = [pattern.split('/'), path.split('/')];
  const rest = parts.at(-1)?.startsWith('*');
  if (rest ? given.length < parts.length : given.length !== parts.length) return false;
  return parts.every((part, at) => part.startsWith('*') || (part.startsWith(':') ? given[at] !== '' : part === given[at]));
}

/** A guest acts as whoever looks at it, so it hears what its own plugin tells and which plugins are there, and nobody else's channels. */
export function mayHear(plugin: string, channel: string): boolean {
  return channel === 'orrery/registry' || (channel.startsWith(`plugin/${plugin}/`) && !/\/\.{0,2}(\/|$)/.test(channel));
}

/** Whether a page's path, `/acme/deep/:what`, has the beginning of this one: a guest moves by itself only among its own pages. */
export function isBelow(page: string, path: string): boolean {
  const own = page.split('/:')[0] ?? '';
  return own !== '' && own !== '/' && (path === own || path.startsWith(`${own}/`));
}
