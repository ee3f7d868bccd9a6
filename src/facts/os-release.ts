import { defineFact } from '../model/fact.ts'

export interface OsRelease {
  /** PRETTY_NAME. */
  readonly name: string
  /** ID, lower case: `ubuntu`, `centos`. */
  readonly id: string
  /** ID_LIKE, split. */
  readonly like: readonly string[]
  /** VERSION_ID, empty on rolling distributions. */
  readonly version: string
  /** VERSION_CODENAME, empty where there is none: `bookworm`. */
  readonly codename: string
}

const parse = (text: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    text.split('\n').flatMap((line) => {
      const found = /^([A-Z_]+)=["']?(.*?)["']?\s*$/.exec(line)
      return found === null ? [] : [[found[1] ?? '', found[2] ?? '']]
    }),
  )

/** The distribution as /etc/os-release tells it; undefined where there is none (macOS, Windows). */
export const osRelease = defineFact({
  id: 'os-release',
  read: async ({ host }): Promise<OsRelease | undefined> => {
    const text =
      (await host.readText('/etc/os-release')) ?? (await host.readText('/usr/lib/os-release'))
    if (text === undefined) return undefined
    const fields = parse(text)
    return {
      name: fields['PRETTY_NAME'] ?? fields['NAME'] ?? 'Linux',
      id: (fields['ID'] ?? 'linux').toLowerCase(),
      like: (fields['ID_LIKE'] ?? '').split(' ').filter((word) => word !== ''),
      version: fields['VERSION_ID'] ?? '',
      codename: fields['VERSION_CODENAME'] ?? '',
    }
  },
})
