import { expect, test } from 'vitest'
import { explainLanguage } from '../../src/messages/explain.ts'
import { explanationToPlain } from '../../src/report/explanation-plain.ts'
import { terminalRedactor } from '../../src/report/redact.ts'
import { codesIn, explainText } from '../support/explain.ts'

const shown = async (text: string): Promise<string> =>
  explanationToPlain(explainText(text), {
    language: await explainLanguage('en'),
    redactor: terminalRedactor([]),
    root: false,
  })

const never = 'ErrImageNeverPull'

test.for([
  ['minikube', '😄  minikube v1.25.2 on Ubuntu 22.04\n', 'minikube image load'],
  ['kubeadm', '[init] Using Kubernetes version: v1.28.2\n', 'ctr -n k8s.io images import'],
  ['kind', 'Creating cluster "kind" ...\n', 'kind load docker-image'],
] as const)('users of %s get its own commands', async ([tool, first, command]) => {
  const text = `${first}my-app-6d5   0/1   ${never}   0   9s`
  expect(explainText(text).setting.tool).toBe(tool)
  expect(await shown(text)).toContain(command)
})

test('a failed start names the next step of its tool', async () => {
  expect(
    await shown(
      'error execution phase wait-control-plane: couldn’t\n[kubeadm] x kubeadm init failed',
    ),
  ).toContain('journalctl -xeu kubelet')
  expect(await shown('ERROR: failed to create cluster: no idea')).toContain('log/start-failed')
})

test.for([
  ['linux', '😄  minikube v1.25.2 on Ubuntu 22.04', true],
  ['windows', '😄  minikube v1.25.2 on Microsoft Windows 11', false],
  ['macos', '😄  minikube v1.25.2 on Darwin 14.5 (arm64)', false],
] as const)('systemctl is for Linux: %s', async ([system, first, wanted]) => {
  const text = `${first}\nX Exiting due to PROVIDER_DOCKER_NOT_RUNNING: Is the docker daemon running?`
  expect(explainText(text).setting.system).toBe(system)
  expect((await shown(text)).includes('systemctl')).toBe(wanted)
})

test('minikube tries curl.exe in the node on Windows: no alarm', () => {
  const warning =
    '❗  Failing to connect to https://registry.k8s.io/ from inside the minikube container'
  expect(codesIn(explainText(`😄  minikube v1.35.0 on Microsoft Windows 11\n${warning}`))).toEqual([
    'log/start-unfinished',
  ])
  expect(codesIn(explainText(warning))).toEqual(['log/node-offline'])
})

/** What is said in a node, a container or the cluster is no advice for the learner's shell. */
test.for([
  'sudo: /var/lib/minikube/binaries/v1.23.3/kubectl: command not found',
  'E1201 04:17:49.624597       1 proxier.go:1600] "can\'t open port, skipping it" err="listen tcp4 :31322: bind: address already in use"',
  '* ==> kubelet <==\nDec 01 04:17:58 minikube kubelet[2181]: E1201 04:17:58.714613    2181 remote_runtime.go:479] "StopContainer from runtime service failed" err="rpc error: code = Unknown desc = Error response from daemon: No such container: c44fa3e0" containerID="c44fa3e0"',
  '* ==> Docker <==\nDec 01 04:17:58 minikube dockerd[206]: failed to start daemon: listen tcp 0.0.0.0:2376: bind: address already in use',
  'docker@minikube:~$ kubectl get pods\n-bash: kubectl: command not found',
])('not on this machine: %s', (text) => {
  const codes = codesIn(explainText(text)).filter((code) =>
    /^(?:docker|tools|network\/ports|log\/docker)/.test(code),
  )
  expect(codes).toEqual([])
})

test.for([
  'root@ip-172-31-33-99:~# docker ps\ndocker: command not found',
  'docker@ubuntu:/usr/bin$ docker ps\n-bash: docker: command not found',
])('root of a rented server, or a user called docker, is in no node: %s', (text) => {
  expect(codesIn(explainText(text))).toEqual(['docker/installed/absent'])
})

test('after leaving the node the words count again', () => {
  const text =
    'docker@minikube:~$ exit\nann@vm:~$ kubectl get pods\n-bash: kubectl: command not found'
  expect(codesIn(explainText(text))).toEqual(['tools/kubectl/absent'])
})

test('the Docker CLI context "default" hides nothing and is never alone', () => {
  const warning =
    'W0709 10:00:00.000000   12345 main.go:291] Unable to resolve the current Docker CLI context "default": context "default": context not found: open C:\\Users\\x\\.docker\\contexts\\meta\\37a8\\meta.json: The system cannot find the path specified.'
  const alone = explainText(warning)
  expect(alone).toMatchObject({
    findings: [],
    recognised: true,
    dismissed: { dockerContext: true },
  })
  const down = explainText(
    `${warning}\nX Exiting due to PROVIDER_DOCKER_NOT_RUNNING: "docker version" exit status 1: Cannot connect to the Docker daemon at npipe:////./pipe/docker_engine. Is the docker daemon running?`,
  )
  expect(codesIn(down)).toEqual(['docker/daemon/not-running'])
})

/** A network plugin is missing in every cluster for a while. */
test('what a young cluster says is nothing where the start came to its end', () => {
  const said =
    '* ==> kubelet <==\nNov 11 19:19:23 minikube kubelet[7321]: E1111 19:19:23.250596    7321 kubelet.go:2855] "Container runtime network not ready" networkReady="NetworkReady=false reason:NetworkPluginNotReady message:docker: network plugin is not ready: cni config uninitialized"'
  const done =
    '* ==> Last Start <==\nI1201 04:17:34.444359  165472 start.go:496] kubectl: 1.23.3, cluster: 1.23.3 (minor skew: 0)'
  expect(codesIn(explainText(said))).toEqual(['log/cni-missing'])
  expect(codesIn(explainText(`${done}\n${said}`))).toEqual([])
})

test('what a lesson shows after a start that came to its end is told', () => {
  const done =
    '🏄  Done! kubectl is now configured to use "minikube" cluster and "default" namespace by default'
  const tight = '! The requested memory allocation is less than the recommended minimum'
  const pods =
    'NAME   READY   STATUS              RESTARTS   AGE\nngx    0/1     ContainerCreating   0          3m'
  expect(codesIn(explainText(`${done}\n${tight}\n${pods}`))).toEqual(['log/pod-waits'])
})

test('kubeadm’s warning that an image does not arrive is the cause of a kubelet that waits', () => {
  const text =
    '[kubelet-check] The kubelet is not healthy after 4m0.0s\n\t[WARNING ImagePull]: failed to pull image registry.k8s.io/kube-apiserver:v1.30.0: output: Error response from daemon: Get "https://registry.k8s.io/v2/": net/http: request canceled while waiting for connection (Client.Timeout exceeded while awaiting headers)'
  expect(codesIn(explainText(text))).toEqual(['log/pull-timeout'])
})

test('logfmt says why beside what', () => {
  const text =
    'time="2024-01-01T00:00:00Z" level=error msg="image pull failed" error="failed to do request: Head \\"https://registry-1.docker.io/v2/library/nginx/manifests/1\\": dial tcp 142.251.8.82:443: i/o timeout"'
  expect(codesIn(explainText(text))).toEqual(['log/pull-timeout'])
})

test('a guess of minikube counts only where nothing was said of docker', () => {
  const guess = 'X Exiting due to MK_USAGE: Ensure your Docker is running and is healthy.'
  const denied =
    'Got permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock: Get "http://%2Fvar%2Frun%2Fdocker.sock/v1.24/version": dial unix /var/run/docker.sock: connect: permission denied'
  expect(codesIn(explainText(guess))).toContain('docker/daemon/not-running')
  expect(codesIn(explainText(`${guess}\n${denied}`))).toEqual(['docker/access/denied'])
  expect(codesIn(explainText(`${guess}\nNo space left on device`))).toContain('resources/disk/full')
})

test('the log does not say why only where it does not', async () => {
  const down = '! initialization failed, will try again: wait: exit status 1'
  expect(await shown(down)).toContain('The log does not say why')
  const both = await shown(`${down}\nError response from daemon: error setting rlimit type 7`)
  expect(both).toContain('error setting rlimit')
  expect(both).not.toContain('does not say why')
})
