import type { CapacityDayEnd, DayEnds } from '../../ports/day-ends.ts';

export function createMemoryDayEnds(): DayEnds {
  const days = new Map<string, CapacityDayEnd>();
  return {
    async save(written) {
      for (const day of written) {
        const key = `${day.campaignId}/${day.date}`;
        if ((days.get(key)?.sequence ?? -1) < day.sequence) days.set(key, { ...day });
      }
    },
    async since(campaignId, from) {
      const own = [...days.values()].filter((day) => day.campaignId === campaignId);
      own.sort((a, b) => (a.date < b.date ? -1 : 1));
      const before = own.findLast(({ date }) => date < from);
      return [...(before ? [before] : []), ...own.filter(({ date }) => date >= from)];
    },
  };
}
