import { existsSync, readFileSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import * as world from './world.mjs'

const { json, known, out, profile } = world

/** What every command says that needs a cluster; returns its exit code. */
export const missing = () => {
  const options = profile === 'minikube' ? '' : ` -p ${profile}`
  out(`* Profile "${profile}" not found. Run "minikube profile list" to view all profiles.`)
  out(`  To start a cluster, run: "minikube start${options}"`)
  return 85
}

/** `status`. */
export const status = () => {
  if (!known().includes(profile)) return missing()
  const state = world.stateOf(profile)
  const kubeconfig = state === 'Running' ? 'Configured' : state
  const node = { Name: profile, Host: state, Kubelet: state, APIServer: state }
  if (json) process.stdout.write(JSON.stringify({ ...node, Kubeconfig: kubeconfig, Worker: false }))
  else
    out(
      `${profile}\ntype: Control Plane\nhost: ${state}\nkubelet: ${state}\napiserver: ${state}\nkubeconfig: ${kubeconfig}\n`,
    )
  return state === 'Running' ? 0 : 7
}

const isWhole = (name) => existsSync(world.configOf(name))

/** `profile list -o json`. */
export const list = () => {
  if (!existsSync(world.profiles)) {
    out(JSON.stringify({ error: { Op: 'open', Path: world.profiles, Err: 2 } }))
    return 80
  }
  const valid = known()
    .filter(isWhole)
    .map((name) => ({
      Name: name,
      Status: world.stateOf(name),
      Config: JSON.parse(readFileSync(world.configOf(name), 'utf8')),
    }))
  const invalid = known()
    .filter((name) => !isWhole(name))
    .map((name) => ({ Name: name, Status: '', Config: null }))
  out(JSON.stringify({ invalid, valid }))
  return 0
}

const remove = (name, leaves) => {
  if (!leaves.includes('container')) world.docker('rm', '-f', '-v', ...world.containersOf(name))
  if (!leaves.includes('volume')) world.docker('volume', 'rm', ...world.volumesOf(name))
  if (!leaves.includes('profile'))
    rmSync(dirname(world.configOf(name)), { recursive: true, force: true })
  out(`* Removed all traces of the "${name}" cluster.`)
}

const purge = () => {
  rmSync(world.home, { recursive: true, force: true })
  out(`* Successfully purged minikube directory located at - [${world.home}]`)
}

/** `delete`: of all it takes what bears minikube's label on the whole engine, whoever made it; one failing profile keeps the purge from it. */
export const deleteClusters = () => {
  const wantsAll = world.isGiven('--all')
  const wantsPurge = world.isGiven('--purge')
  if (wantsPurge && !wantsAll && known().length > 1)
    return world.giveUp({ reason: 'MK_USAGE', message: 'Usage: minikube delete --all --purge' })
  const { exit = 0, leaves = [] } = world.next('deletes')
  if (!wantsAll && !known().includes(profile))
    world.err(`! "${profile}" profile does not exist, trying anyways.`)
  for (const name of wantsAll ? known() : [profile]) {
    out(`* Deleting "${name}" in docker ...`)
    remove(name, leaves)
  }
  if (wantsAll && leaves.length === 0) {
    world.docker('rm', '-f', '-v', ...world.containersOf())
    world.docker('volume', 'rm', ...world.volumesOf())
    out('* Successfully deleted all profiles')
  }
  if (exit !== 0) world.err('X Failed to delete cluster: the stand-in was told to fail')
  else if (wantsPurge) purge()
  return exit
}
