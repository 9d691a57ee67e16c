/** Style sheets are imported for their side effect; the build collects them beside the module. */
declare module '*.css';
declare module '*.css?inline' {
  const text: string;
  export default text;
}
