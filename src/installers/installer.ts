import type { Archive, Download } from '../model/install.ts'
import type { Profile } from '../model/profile.ts'
import type { Pair } from '../model/request.ts'
import type { Argv } from '../model/value.ts'

/** What there is to know about one program before it is fetched. Platforms are `<os>-<arch>` in Go's names. */
export interface Installer {
  readonly tool: Download['tool']
  /** The version a pair takes. */
  readonly pinned: (pair: Pair) => string
  /** The catalog's sha256, else the profile's own; undefined where nobody has one. */
  readonly digest: (profile: Profile, version: string, platform: string) => string | undefined
  /** The catalog's archive that holds it; asked only where `digest` knows nothing. */
  readonly archive: (version: string, platform: string) => Archive | undefined
  /** Versions of the catalog for that platform, in no order. */
  readonly versions: (platform: string) => readonly string[]
  /** Whether the catalog knows that this version was released, with a digest or without. */
  readonly isReleased: (version: string) => boolean
  /** Prints the version and asks no cluster; every release takes it. */
  readonly selfTest: Argv
}
