/** An account without rights that every Linux has. */
export const somebody = { uid: 65_534, gid: 65_534, name: 'nobody' } as const

export const isRoot = process.getuid?.() === 0

/** Does the work without root's rights; where the tests run without them anyway, as it is. */
export const withoutRights = async <T>(work: () => Promise<T>): Promise<T> => {
  if (!isRoot) return work()
  process.setegid?.(somebody.gid)
  process.seteuid?.(somebody.uid)
  try {
    return await work()
  } finally {
    process.seteuid?.(0)
    process.setegid?.(0)
  }
}
