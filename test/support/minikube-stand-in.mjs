#!/usr/bin/env node
/**
 * A stand-in for minikube, and it says so wherever it gives its version. It speaks minikube's documented formats, in JSON and in
 * words, and ends with its exit codes (src/catalog/data/minikube-reasons.json); it starts no Kubernetes.
 *
 * MINIKUBE_HOME, MINIKUBE_PROFILE, HOME and KUBECONFIG are minikube's own. STAND_IN names a folder that holds `script.json`:
 *
 *   version, kubernetes   v1.25.2 and v1.23.3 unless told
 *   image, command        of the containers it makes; without an image docker is not asked
 *   ip, url               what `ip` and `service --url` answer
 *   stepMs                milliseconds a step of a start takes
 *   starts                how the successive starts end, the last one for all that follow:
 *     end                 success (unless told), fail, hang
 *     at                  the step where it fails or hangs, by name: Preparing Kubernetes unless told
 *     reason, message, advice   of the failure
 *     warnings            [text]
 *     downloads           [{ artifact, progress: [0.1, 0.6, 1] }], with `file` one below the cache instead of an image
 *     downloadMs          milliseconds between two of its progress
 *     retried             the node is made only at the second try of the same start
 *     deaf                SIGTERM is not heard
 *     makes               of profile, volume, container only these; all that the steps come to unless told
 *   deletes               how the successive deletes end: { exit, leaves: [profile, volume, container] }
 *   loads                 how the successive `image load` and `cache add` end: { exit, message }
 *
 * Beside it stand `calls`, one line of JSON a call { argv, env }, and `counts`.
 */
import { deleteClusters, list, missing, status } from './minikube-stand-in/clusters.mjs'
import { start, writeKubeconfig } from './minikube-stand-in/start.mjs'
import * as world from './minikube-stand-in/world.mjs'

const { err, json, known, out, profile, script, words } = world

const commit = 'stand-in'
const version = () => {
  if (json) out(JSON.stringify({ commit, minikubeVersion: script.version }))
  else if (world.isGiven('--short')) out(script.version)
  else out(`minikube version: ${script.version}\ncommit: ${commit}`)
  return 0
}

/** Only for a cluster that is there. */
const of =
  (answer) =>
  (...rest) =>
    known().includes(profile) ? answer(...rest) : missing()

const load = of(() => {
  const { exit = 0, message = 'the stand-in was told to fail' } = world.next('loads')
  if (exit !== 0) err(`X Exiting due to GUEST_IMAGE_LOAD: ${message}`)
  return exit
})

const verbs = {
  version,
  start,
  status,
  'profile list': list,
  delete: deleteClusters,
  'image load': load,
  'cache add': load,
  'update-context': of(() => {
    writeKubeconfig()
    out(`* "${profile}" context has been updated to point to ${script.ip}:8443`)
    return 0
  }),
  ip: of(() => {
    out(script.ip)
    return 0
  }),
  service: of(() => {
    out(script.url ?? `http://${script.ip}:31080`)
    return 0
  }),
}

const [first = 'help', second = ''] = words
const verb = verbs[`${first} ${second}`] ?? verbs[first]
world.noteCall()
if (verb === undefined) {
  err(`Error: unknown command "${first}" for "minikube"`)
  process.exitCode = 14
} else process.exitCode = await verb()
