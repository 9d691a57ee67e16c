/** Which passwords may be set. Those that are set already go on being good. */

const shortest = 4;
const longest = 1_000;
const strongShortest = 12;

/** What is wrong, as the API says it; undefined when it may be set. */
export function passwordProblem(password: unknown, basic: Readonly<Record<string, string>>): string | undefined {
  if (typeof password !== 'string' || password.length < shortest) return 'New password is too short';
  if (password.length > longest) return `New password has more than ${longest} characters`;
  if (basic.password_policy !== 'true') return undefined;
  const kinds = [/\p{Lu}/u, /\p{Ll}/u, /\p{N}/u, /[^\p{L}\p{N}]/u];
  if (password.length >= strongShortest && kinds.every((kind) => kind.test(password))) return undefined;
  return `New password does not meet the policy: at least ${strongShortest} characters, with an upper case letter, a lower case letter, a number and a symbol`;
}
