/** Where programs of root lie, which an ordinary login does not have on its PATH. */
const system = ['/usr/local/sbin', '/usr/sbin', '/sbin']

/** PATH with root's own folders behind it. Pure. */
export const systemPath = (path: string | undefined): string =>
  [...new Set([...(path ?? '').split(':').filter((dir) => dir !== ''), ...system])].join(':')
