/** Changing a profile, one's own or another's: the same rules and answers. */
import type { RouteRequest, RouteResponse } from '@orrery/plugin-sdk';
import { failedWith } from '../model/names.ts';
import type { Parts } from '../parts.ts';
import { bodyOf, done, say, textOf } from './answers.ts';

export async function changeProfile({ people, changed }: Parts, id: number, request: RouteRequest): Promise<RouteResponse> {
  const person = await people.find({ id });
  if (!person) return say(404, 'user not found');
  const sent = bodyOf(request);
  const login = textOf(sent.login);
  const email = textOf(sent.email);
  if (!login && !email) return say(400, 'Validation error, need to specify either username or email');
  if (Math.max(login.length, email.length, textOf(sent.name).length) > 190)
    return say(400, 'Name, username and email have at most 190 characters');
  if (person.module && (sent.login !== undefined || sent.email !== undefined || sent.name !== undefined))
    return say(403, 'User info cannot be updated for external Users');
  try {
    await people.change(id, {
      login: login || email,
      ...(sent.email !== undefined && { email }),
      ...(sent.name !== undefined && { name: textOf(sent.name) }),
    });
  } catch (error) {
    if (failedWith(error, 'storage/conflict')) return say(409, 'Update would result in user login conflict');
    throw error;
  }
  await changed();
  return done('User updated');
}
