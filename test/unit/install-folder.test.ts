import { expect, test } from 'vitest'
import { besideFolder, binFolder } from '../../src/cli/install-plan.ts'
import type { ReadHost } from '../../src/model/host.ts'

const person = (uid: number, home: string) => ({ uid, gid: uid, name: 'jane', home })

const at = (os: ReadHost['os'], env: ReadHost['env'], uid: number, home: string) => ({
  host: { os, env },
  who: { process: person(uid, home), subject: person(uid, home) },
})

const windowsHome = String.raw`C:\Users\jane`

test.for([
  [at('linux', {}, 1000, '/home/jane'), '/home/jane/.local/bin'],
  [at('linux', {}, 0, '/root'), '/usr/local/bin'],
  [at('darwin', {}, 501, '/Users/jane'), '/Users/jane/.local/bin'],
  [at('win32', {}, -1, windowsHome), String.raw`C:\Users\jane\AppData\Local\Programs\k8s-doctor`],
  [
    at('win32', { LOCALAPPDATA: String.raw`D:\Local` }, -1, windowsHome),
    String.raw`D:\Local\Programs\k8s-doctor`,
  ],
] as const)('%j: programs go to %s', ([here, folder]) => {
  expect(binFolder(here, undefined)).toBe(folder)
  expect(binFolder(here, '/opt/bin')).toBe('/opt/bin')
})

test.for([
  [at('linux', {}, 1000, '/home/jane'), '/home/jane/.local/share/k8s-doctor/tools/kubectl/v1.23.3'],
  [
    at('linux', { XDG_DATA_HOME: '/data' }, 1000, '/home/jane'),
    '/data/k8s-doctor/tools/kubectl/v1.23.3',
  ],
  [at('linux', {}, 0, '/root'), '/usr/local/share/k8s-doctor/tools/kubectl/v1.23.3'],
  [
    at('win32', {}, -1, windowsHome),
    String.raw`C:\Users\jane\AppData\Local\k8s-doctor\tools\kubectl\v1.23.3`,
  ],
] as const)('%j: a version beside lies in %s', ([here, folder]) => {
  expect(besideFolder(here, 'kubectl', 'v1.23.3')).toBe(folder)
})
