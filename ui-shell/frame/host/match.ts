/** As the server compares: part by part, `:name` takes any one, a last `*` the rest. What could be read twice is nobody's route. */
export function matches(route: string, method: string, path: string): boolean {
  const [wanted = '', pattern = ''] = route.split(' ');
  if (wanted !== method.toUpperCase() || /%2f|%5c|\/\/|\\|\/\.{1,2}(\/|$)/i.test(path)) return false;
  const [parts, given] = [pattern.split('/'), path.split('/')];
  const rest = parts.at(-1)?.startsWith('*');
  if (rest ? given.length < parts.length : given.length !== parts.length) return false;
  return parts.every((part, at) => part.startsWith('*') || (part.startsWith(':') ? given[at] !== '' : part === given[at]));
}
