import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { keptBeside } from '../../../src/catalog/minikube-cache.ts'
import { deleteAll } from '../../../src/engine/steps/delete-all.ts'
import { recoverCache } from '../../../src/engine/steps/kept-cache.ts'
import { purgeHome } from '../../../src/engine/steps/purge-home.ts'
import { fakeMachine } from '../../support/fake-machine.ts'
import { apply, hostWith, snapshot } from '../../support/writing.ts'

const machine = fakeMachine('purge')

const home = (): string => join(machine.folder(), 'home/.minikube')
const kept = (): string => keptBeside(home())
const write = (path: string, text = path): void => {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}
const read = (name: string): string => readFileSync(join(home(), name), 'utf8')

const downloads = ['cache/linux/amd64/v1.23.3/kubeadm', 'cache/images/amd64/k8s.gcr.io/pause_3.6']

/** A home with two clusters and downloads. */
const used = (): void => {
  for (const name of downloads) write(join(home(), name), name)
  write(join(home(), 'profiles/minikube/config.json'))
  write(join(home(), 'machines/minikube/config.json'))
  write(join(home(), 'config/config.json'))
}

/** docker whose labelled objects stand in a file, a line each: name, profile. */
const engine = (...containers: readonly string[]): void => {
  writeFileSync(`${machine.folder()}/ps`, containers.map((line) => `${line}\n`).join(''))
  machine.program(
    'docker',
    `case "$1" in ps) while read -r line; do echo "$line"; done < '$FOLDER/ps';; esac`,
  )
}

/** A stand-in for minikube: makes its folders at its beginning, as the real one does, and then this. */
const minikube = (script: string): void =>
  machine.program('minikube', `mkdir -p '${home()}/cache/iso' '${home()}/logs'\n${script}`)

const emptied = (): string => `: > '${machine.folder()}/ps'`

const all = { kind: 'delete-all', profiles: ['minikube', 'other'] } as const
const purge = () => ({ kind: 'purge-home', home: home(), profiles: ['minikube'] }) as const

describe('delete --all', () => {
  test('goes by what is left, whatever minikube ends with', async () => {
    used()
    engine('minikube minikube', 'other other')
    minikube(`rm -r '${home()}/profiles'; ${emptied()}; exit 80`)
    await apply(deleteAll, all, machine.host())
    expect(machine.log()).toContain('minikube delete --all')
    expect(await apply(deleteAll, all, machine.host())).toBe('done already')
  })

  test('a success that left something is none', async () => {
    used()
    engine('minikube minikube')
    minikube(`rm -r '${home()}/profiles'; echo "Multiple errors deleting profiles"`)
    await expect(apply(deleteAll, all, machine.host())).rejects.toMatchObject({
      why: 'failed',
      message: 'there is still minikube; minikube says: Multiple errors deleting profiles',
    })
  })

  test('a cluster that nobody named stays, and everything with it', async () => {
    used()
    engine('minikube minikube', 'class-3 class-3')
    minikube('exit 0')
    await expect(apply(deleteAll, all, machine.host())).rejects.toMatchObject({
      why: 'refused',
      message: 'there is also class-3, which nobody agreed to delete',
    })
    expect(machine.log().filter((line) => line.startsWith('minikube'))).toEqual([])
  })

  test('an engine that does not say whose clusters there are keeps it from beginning', async () => {
    used()
    machine.program('docker', 'echo "Cannot connect to the Docker daemon" >&2; exit 1')
    minikube('exit 0')
    await expect(apply(deleteAll, all, machine.host())).rejects.toMatchObject({ why: 'failed' })
    expect(machine.log().filter((line) => line.startsWith('minikube'))).toEqual([])
  })
})

describe('delete --all --purge', () => {
  test('everything goes but the downloads, which are the same as before', async () => {
    used()
    engine('minikube minikube')
    const before = snapshot(join(home(), 'cache'))
    minikube(`rm -r '${home()}'; ${emptied()}`)
    await apply(purgeHome, purge(), machine.host())
    expect(machine.log()).toContain('minikube delete --all --purge')
    expect(snapshot(join(home(), 'cache'))).toEqual(before)
    expect(existsSync(kept())).toBe(false)
    expect(existsSync(join(home(), 'profiles'))).toBe(false)
    expect(await apply(purgeHome, purge(), machine.host())).toBe('done already')
  })

  test('a purge that minikube skipped is seen, and the downloads are back among its new folders', async () => {
    used()
    engine('minikube minikube')
    minikube(`rm -r '${home()}/profiles'; ${emptied()}; echo "X error deleting" >&2; exit 80`)
    await expect(apply(purgeHome, purge(), machine.host())).rejects.toMatchObject({
      why: 'failed',
      message: expect.stringMatching(/^there is still .*; minikube says: X error deleting$/),
    })
    for (const name of downloads) expect(read(name)).toBe(name)
    expect(existsSync(kept())).toBe(false)
  })

  test('the downloads are back when there is no minikube at all', async () => {
    used()
    engine('minikube minikube')
    await expect(
      apply(
        purgeHome,
        purge(),
        hostWith({ PATH: join(machine.folder(), 'bin'), HOME: join(machine.folder(), 'home') }),
      ),
    ).rejects.toMatchObject({ message: 'minikube is not installed here' })
    for (const name of downloads) expect(read(name)).toBe(name)
    expect(existsSync(kept())).toBe(false)
  })

  test('a home without downloads is purged too', async () => {
    write(join(home(), 'profiles/minikube/config.json'))
    engine('minikube minikube')
    minikube(`rm -r '${home()}'; ${emptied()}`)
    await apply(purgeHome, purge(), machine.host())
    expect(existsSync(home())).toBe(false)
  })

  test('another home than minikube’s own is left alone', async () => {
    used()
    engine('minikube minikube')
    minikube('exit 0')
    const elsewhere = { ...purge(), home: `${home()}2` }
    await expect(apply(purgeHome, elsewhere, machine.host())).rejects.toMatchObject({
      why: 'refused',
      message: `minikube's home is ${home()}, not ${home()}2`,
    })
    for (const name of downloads) expect(read(name)).toBe(name)
  })

  test('a cluster that nobody named stays', async () => {
    used()
    engine('minikube minikube', 'class-3 class-3')
    minikube('exit 0')
    await expect(apply(purgeHome, purge(), machine.host())).rejects.toMatchObject({
      why: 'refused',
    })
    for (const name of downloads) expect(read(name)).toBe(name)
  })
})

describe('after a run that was killed', () => {
  test('the downloads are put back into a home that is gone', async () => {
    write(join(kept(), 'linux/v1.23.3/kubeadm'), 'whole')
    await recoverCache(machine.host())
    expect(read('cache/linux/v1.23.3/kubeadm')).toBe('whole')
    expect(existsSync(kept())).toBe(false)
  })

  test('and among what minikube has fetched since, each file whole', async () => {
    write(join(kept(), 'linux/v1.23.3/kubeadm'), 'whole')
    write(join(kept(), 'linux/v1.23.3/kubelet'), 'whole')
    write(join(home(), 'cache/linux/v1.23.3/kubelet'), 'ha')
    write(join(home(), 'cache/linux/v1.30.0/kubelet'), 'new')
    await recoverCache(machine.host())
    expect(read('cache/linux/v1.23.3/kubeadm')).toBe('whole')
    expect(read('cache/linux/v1.23.3/kubelet')).toBe('whole')
    expect(read('cache/linux/v1.30.0/kubelet')).toBe('new')
    expect(existsSync(kept())).toBe(false)
  })

  test('a link to the downloads is put back as a link', async () => {
    write(join(machine.folder(), 'disk/kubeadm'), 'whole')
    mkdirSync(dirname(kept()), { recursive: true })
    symlinkSync(join(machine.folder(), 'disk'), kept())
    await recoverCache(machine.host())
    expect(read('cache/kubeadm')).toBe('whole')
  })

  test('where that cannot be, it is said where they wait', async () => {
    write(join(kept(), 'linux/kubeadm'), 'whole')
    write(join(home(), 'cache/linux'), 'a file')
    await expect(recoverCache(machine.host())).rejects.toMatchObject({
      why: 'refused',
      message: `the downloads wait in ${kept()}: ${home()}/cache/linux stands where ${kept()}/linux belongs`,
    })
    expect(readFileSync(join(kept(), 'linux/kubeadm'), 'utf8')).toBe('whole')
  })

  test('where nothing waits nothing is done', async () => {
    used()
    const before = snapshot(join(machine.folder(), 'home'))
    await recoverCache(machine.host())
    expect(snapshot(join(machine.folder(), 'home'))).toEqual(before)
  })
})
