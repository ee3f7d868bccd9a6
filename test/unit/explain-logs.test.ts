import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import {
  codesIn,
  explainFixture,
  explainInPieces,
  explainText,
  logFolder,
} from '../support/explain.ts'

/** Every log with its codes, the most fundamental first; `? ` marks a warning. */
const logs: readonly (readonly [name: string, codes: readonly string[]])[] = [
  ['cluster-cri-docker', ['cluster/profile/no-cri-dockerd']],
  ['cluster-downgrade', ['cluster/profile/kubernetes-newer']],
  ['cluster-kubectl-nowhere', ['cluster/kubeconfig/none-chosen']],
  ['cluster-leftovers', ['cluster/leftovers/stale']],
  ['cluster-none-cri-docker', ['minikube/RT_DOCKER_MISSING_CRI_DOCKER_NONE']],
  ['docker-29-no-socket', ['docker/daemon/not-running']],
  ['docker-api-minikube-client', ['log/kicbase', '? docker/version/minikube-api']],
  ['docker-coloured-permission', ['docker/access/denied']],
  ['docker-daemon-json', ['docker/daemon/bad-config']],
  ['docker-desktop-powershell', ['docker/daemon/not-running']],
  ['docker-desktop-wsl', ['docker/installed/wsl-stub']],
  ['docker-not-running-events', ['docker/daemon/not-running']],
  ['docker-not-running-explicit', ['docker/daemon/not-running']],
  ['docker-not-running-forced', ['docker/daemon/not-running']],
  ['docker-not-running-klog-zh', ['docker/daemon/not-running']],
  ['docker-not-running-zh', ['docker/daemon/not-running']],
  ['docker-version-low', ['docker/version/too-old']],
  ['fine-done-zh', []],
  ['fine-done', []],
  ['fine-events', []],
  ['fine-flags', []],
  ['fine-git', []],
  ['fine-minikube-logs', []],
  ['fine-node-added', []],
  ['fine-pods', []],
  ['fine-races', []],
  ['fine-second-try', []],
  ['fine-status', []],
  ['host-cgroup-v1', ['host/cgroup/v1-refused']],
  ['host-clock', ['host/clock/wrong']],
  ['host-nested', ['host/nesting/nested']],
  ['host-vtx', ['host/virtualization/no-cpu-support']],
  ['kubeadm-cri', ['kubeadm/CRI']],
  [
    'kubeadm-ports',
    [
      'network/ports/taken',
      'network/ports/taken',
      'kubeadm/FileAvailable',
      'kubeadm/FileAvailable',
      'kubeadm/DirAvailable',
    ],
  ],
  [
    'kubeadm-preflight',
    ['resources/cpu/too-few', 'kubeadm/FileContent', 'kubeadm/Swap', '? network/firewall/active'],
  ],
  ['lesson-busy-pod', ['log/pod-crash']],
  ['lesson-nbsp', ['log/yaml-blanks']],
  ['lesson-service', ['log/service-missing']],
  ['lesson-typos', ['log/image-denied', 'log/unknown-command', 'log/unknown-command']],
  ['network-dns', ['network/dns/no-answer']],
  ['network-forged', ['network/dns/forged']],
  ['network-proxy-down', ['network/proxy/unreachable']],
  ['network-subnet', ['network/subnet/none-free']],
  ['order-cause-first-symptom-last', ['resources/disk/full', '? resources/memory/tight']],
  [
    'order-clock-and-profile',
    ['docker/installed/absent', 'host/clock/wrong', 'cluster/profile/driver'],
  ],
  [
    'order-daemon-then-root-then-pull',
    ['docker/daemon/not-running', 'user/root/login', 'log/pull-timeout'],
  ],
  ['order-forced-then-real', ['resources/disk/full']],
  ['reason-conntrack', ['log/none-missing']],
  ['reason-kvm2', ['minikube/PROVIDER_KVM2_NOT_FOUND']],
  ['reason-usage-zh', ['minikube/MK_USAGE']],
  ['registry-containerd-zh', ['network/dns/no-answer', 'log/pull-timeout']],
  ['registry-oss-404', ['log/binaries-mirror', '? log/kicbase-digest']],
  ['registry-pause', ['log/pause-image', 'log/pull-timeout']],
  ['registry-rate-limit', ['log/rate-limit']],
  ['resources-disk', ['resources/disk/full']],
  ['resources-memory-zh', ['log/memory-request']],
  ['resources-one-cpu', ['resources/cpu/too-few']],
  ['seed-a2-21-centos-root-daemon-down', ['docker/daemon/not-running', '? user/root/login']],
  ['seed-a2-22-centos-socket-denied', ['docker/access/denied']],
  ['seed-a3-28-root-refused', ['user/root/login']],
  ['seed-a3-29-none-needs-root-zh', ['minikube/PROVIDER_NONE_NOT_RUNNING']],
  ['seed-a4-34-pod-waits', ['log/pull-timeout']],
  ['seed-a4-36-storage-provisioner', ['cluster/system-pods/image']],
  ['seed-a5-40-booting', ['log/stuck-boot']],
  ['seed-a6-46-nodeport', ['log/nodeport']],
  ['tools-exec-format', ['tools/minikube/other-platform']],
  ['tools-old-kubernetes', ['tools/pair/kubernetes-too-old']],
  ['tools-rosetta', ['tools/minikube/other-platform']],
  ['tools-zh-not-found', ['docker/installed/absent', 'tools/minikube/absent']],
  ['unknown-essay', []],
  ['unknown-java', []],
  ['user-home-of-root', ['user/files/foreign-owner']],
  ['user-kubeconfig', ['user/files/not-yours']],
  ['user-locks', ['user/locks/foreign']],
]

test.for(logs)('%s', ([name, codes]) => {
  const { findings, recognised } = explainFixture(name)
  const found = findings.map(({ code, severity }) => `${severity === 'warning' ? '? ' : ''}${code}`)
  expect(found).toEqual(codes)
  expect(recognised).toBe(!name.startsWith('unknown-'))
})

test('every log is in the table', () => {
  expect(logs.map(([name]) => `${name}.log`)).toEqual(readdirSync(logFolder).toSorted())
})

test('every family has at least three logs', () => {
  const families = [
    'docker',
    'host',
    'user',
    'tools',
    'resources',
    'network',
    'registry',
    'cluster',
  ]
  const few = [...families, 'kubeadm', 'lesson', 'reason', 'fine', 'order'].filter(
    (family) => logs.filter(([name]) => name.startsWith(`${family}-`)).length < 3,
  )
  expect(few).toEqual([])
})

test('a finding names the lines that prove it', () => {
  const [finding] = explainFixture('seed-a2-21-centos-root-daemon-down').findings
  expect(finding).toMatchObject({
    code: 'docker/daemon/not-running',
    source: 'log',
    lines: [{ number: 4 }],
  })
  expect(finding?.lines[0]?.text).toContain('docker: Not healthy')
})

test('what caused nothing is named', () => {
  const { dismissed } = explainFixture('seed-a2-21-centos-root-daemon-down')
  expect(dismissed.drivers).toEqual(['kvm2', 'podman', 'virtualbox', 'vmware'])
  expect(dismissed.noDriverLeft).toEqual(['DRV_NOT_DETECTED'])
  expect(explainFixture('docker-not-running-klog-zh').dismissed.updateCheck).toBe(true)
  expect(explainFixture('order-forced-then-real').dismissed.forced).toBe(true)
  expect(explainFixture('fine-done').dismissed.overcome).toContain('resources/disk/tight')
  expect(explainFixture('order-cause-first-symptom-last').dismissed.symptoms).toContain(
    'GUEST_START',
  )
})

test.for([
  ['seed-a3-28-root-refused', 'none-driver'],
  ['user-locks', 'protected-regular'],
  ['tools-old-kubernetes', 'force'],
  ['cluster-cri-docker', 'cri-dockerd'],
  ['lesson-nbsp', 'no-validate'],
] as const)('%s: its advice is not to be followed (%s)', ([name, bad]) => {
  expect(explainFixture(name).dismissed.advice.map((each) => each.bad)).toEqual([bad])
})

test('with the driver none cri-dockerd is the right advice', () => {
  const { dismissed, findings } = explainFixture('cluster-none-cri-docker')
  expect(dismissed.advice).toEqual([])
  expect(findings[0]?.args.advice?.value).toContain('cri-docker')
})

test('a symptom alone is told', () => {
  const { findings } = explainText(
    'X Exiting due to GUEST_PROVISION: Failed to start host: no idea',
  )
  expect(findings.map(({ code }) => code)).toEqual(['minikube/GUEST_PROVISION'])
})

test.for([1, 7, 100])('pieces of %i characters give the same', (size) => {
  const changed = logs.filter(
    ([name]) =>
      codesIn(explainInPieces(name, size)).join() !== codesIn(explainFixture(name)).join(),
  )
  expect(changed).toEqual([])
})
