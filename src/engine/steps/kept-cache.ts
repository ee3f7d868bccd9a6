import { deadlines } from '../../catalog/deadlines.ts'
import { cacheOf, keptBeside } from '../../catalog/minikube-cache.ts'
import { minikubeHomeOf } from '../../facts/minikube-home.ts'
import { attempt } from '../../model/unreadable.ts'
import { StepError } from '../../model/write-host.ts'
import type { WriteHost } from '../../model/write-host.ts'
import { waitUntil } from './commands.ts'
import { folderOf } from './entry.ts'

/** A purge that outlived us is waited for so long; it deletes small files. */
const purgeSeconds = 60

/** Command lines of everything that runs, blanks between their words; undefined where the system does not tell. */
const commandLines = async (host: WriteHost): Promise<readonly string[] | undefined> => {
  if (host.os !== 'linux') {
    const listed = await attempt(
      host.run(['ps', '-axo', 'command='], { deadlineMs: deadlines.system }),
    )
    return listed.ok ? listed.value.stdout.split('\n') : undefined
  }
  const pids = (await host.readdir('/proc'))?.filter((name) => /^\d+$/.test(name))
  if (pids === undefined) return undefined
  const read = await Promise.all(pids.map((pid) => attempt(host.readText(`/proc/${pid}/cmdline`))))
  return read.flatMap((line) => (line.ok ? [(line.value ?? '').replaceAll('\0', ' ')] : []))
}

/** Whether somebody's purge is at work: what is put back then would be deleted with the rest. Not knowing counts as yes. */
const purging = async (host: WriteHost): Promise<boolean> => {
  const lines = await commandLines(host)
  return lines?.some((line) => /\bminikube\b.* delete .*--purge\b/.test(line)) ?? true
}

/** Renames a tree into another one; what both have becomes the first's. A rename is all or nothing, so a kill loses nothing. */
const moveInto = async (host: WriteHost, from: string, to: string): Promise<void> => {
  const [source, target] = await Promise.all([host.stat(from), host.stat(to)])
  if (source?.kind !== 'directory' || target?.kind !== 'directory') {
    if (target !== undefined && (source?.kind === 'directory') !== (target.kind === 'directory'))
      throw new StepError('refused', `${to} stands where ${from} belongs`)
    await host.rename(from, to)
    return
  }
  for (const name of (await host.readdir(from)) ?? [])
    await moveInto(host, `${from}/${name}`, `${to}/${name}`)
  await host.remove(from)
}

/** Whether downloads wait beside the home. */
export const isKept = async (host: WriteHost, home: string): Promise<boolean> =>
  (await host.stat(keptBeside(home))) !== undefined

/** Takes the downloads out of the home before it is deleted. */
export const keepCache = async (host: WriteHost, home: string): Promise<void> => {
  if ((await host.stat(cacheOf(home))) !== undefined)
    await host.rename(cacheOf(home), keptBeside(home))
}

/**
 * Puts the downloads back into the home; nothing where none wait. minikube makes its folders, empty ones in the cache too,
 * whenever it begins, so they are put among what is there by now.
 */
export const putCacheBack = async (host: WriteHost, home: string): Promise<void> => {
  const kept = keptBeside(home)
  if (!(await isKept(host, home))) return
  if (!(await waitUntil(host, purgeSeconds, async () => !(await purging(host)))))
    throw new StepError('refused', `a purge still runs; the downloads wait in ${kept}`)
  try {
    if ((await host.stat(home)) === undefined) await host.mkdir(home)
    await moveInto(host, kept, cacheOf(home))
  } catch (error) {
    const why = error instanceof StepError ? error.why : 'failed'
    const detail = error instanceof StepError ? error.message : String(error)
    throw new StepError(why, `the downloads wait in ${kept}: ${detail}`, { cause: error })
  }
}

/** The same after a run that was killed. Its purge may go on, and one that it had only just begun shows after a moment. */
export const putKilledBack = async (host: WriteHost, home: string): Promise<void> => {
  if (!(await isKept(host, home))) return
  await host.sleep(1000)
  await putCacheBack(host, home)
}

/** The same for the subject's own home, before anything else is done. */
export const recoverCache = async (host: WriteHost): Promise<void> => {
  if (host.os === 'win32') return
  const { subject } = await host.identity()
  const home = minikubeHomeOf(host.env, subject.home)
  const kept = await attempt(isKept(host, home))
  if (kept.ok && kept.value) await putKilledBack(host, home)
}

/** The first plain file below a folder, outside what is passed over. */
export const fileIn = async (
  host: WriteHost,
  folder: string,
  spared: ReadonlySet<string> = new Set(),
): Promise<string | undefined> => {
  for (const name of (await host.readdir(folder)) ?? []) {
    if (spared.has(name)) continue
    const path = `${folder}/${name}`
    const kind = (await host.stat(path))?.kind
    const found = kind === 'directory' ? await fileIn(host, path) : path
    if (kind !== undefined && found !== undefined) return found
  }
  return undefined
}

/** Where a rename would not do, nothing is begun: the downloads would have to be copied, which a kill leaves half done. */
export const refuseUnlessMovable = async (host: WriteHost, home: string): Promise<void> => {
  if (host.os === 'win32')
    throw new StepError('not-supported', 'the downloads cannot be kept while this runs on Windows')
  for (const folder of [home, folderOf(home)])
    if ((await host.writable(folder)) === false)
      throw new StepError('no-permission', `${folder} may not be changed by this user`)
}
