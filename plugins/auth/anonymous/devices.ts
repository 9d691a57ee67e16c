/** Which devices come without a name, by the id their browser made up. Only those of the last thirty days are kept and counted. */
import type { Row, Storage } from '@orrery/plugin-sdk';

const keptMs = 30 * 86_400_000;
const seenEveryMs = 5 * 60_000;

export function openDevices(storage: Storage, now: () => number = Date.now) {
  const table = storage.table('device');
  return {
    /** False when it is a new one and there are as many as may be. `limit` 0 is none. */
    async admit(device: { id: string; clientAddress: string; userAgent: string }, limit: number): Promise<boolean> {
      const deviceId = device.id.slice(0, 190);
      const known = await table.get({ deviceId });
      const at = now();
      const values = { clientAddress: device.clientAddress.slice(0, 190), userAgent: device.userAgent.slice(0, 190), seen: at };
      if (known) {
        if (at - (known.seen as number) > seenEveryMs) await table.update(known.id, known.version, values).catch(() => {});
        return true;
      }
      if (limit > 0 && (await table.count({ seen: { gt: at - keptMs } })) >= limit) return false;
      // Two requests of one new device at once: the second finds it made.
      await table.insert({ deviceId, created: at, ...values }).catch(() => {});
      return true;
    },
    list: (limit: number, offset: number) =>
      table.find({ where: { seen: { gt: now() - keptMs } }, orderBy: [['seen', 'desc']], limit, offset }),
    count: () => table.count({ seen: { gt: now() - keptMs } }),
    forgetOld: () => table.delete({ seen: { lt: now() - keptMs } }),
  };
}

export function deviceJson(row: Row) {
  return {
    deviceId: row.deviceId,
    clientIp: row.clientAddress,
    userAgent: row.userAgent,
    createdAt: new Date(row.created as number).toISOString(),
    updatedAt: new Date(row.seen as number).toISOString(),
    lastSeenAt: new Date(row.seen as number).toISOString(),
    avatarUrl: '',
  };
}
