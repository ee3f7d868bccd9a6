import { expect, test } from 'vitest'
import { parseProfile } from '../../src/profiles/parse.ts'
import { minimal, problemsOf, withLine, without } from '../support/profile-text.ts'

const digest = 'a'.repeat(64)

test.for([
  // the text
  ['', '1:1 empty-file'],
  ['hello', '1:1 not-fields'],
  ['- a\n- b\n', '1:1 not-fields'],
  ['<!DOCTYPE html><html></html>', '1:1 web-page'],
  [
    'id：my-course\ntitle：T\n',
    '1:3 colon-width this is a full-width colon (：); write an ordinary one and a blank: "id: "',
  ],
  ['id: a\ntitle：T\n', '2:6 colon-width'],
  ['id: a\n title: b\n', '2:2 indent'],
  ['id\ntitle: T\n', '1:1 colon "id" has no value'],
  ['id: "a\ntitle: T\n', '1:5 quotes'],
  [`${minimal}mirrors: [a, b\ncluster: cc\n`, '5:10 bracket'],
  ['{"id": "a"', '1:1 bracket'],
  [withLine('title', 'Kubernetes: an intro'), '2:8 colon-in-text'],
  [`${minimal}lessons:\n\timages: []\n`, '6:1 tab'],
  [`${minimal}id: b\n`, '5:1 duplicate-key "id" stands here a second time'],
  [`${minimal}---\nid: b\n`, '5:1 documents'],
  [`${minimal}cluster: @me\n`, '5:10 plain-start a text cannot begin with @ here'],
  [`${minimal}cluster: &a cc\n`, '5:10 alias'],
  [`${minimal}cluster: *a\n`, '5:10 alias'],
  [`${minimal}cluster: !!js/function x\n`, '5:10 tag tags (!!js/function) are not allowed'],
  [`${minimal}cluster: ${'a'.repeat(2000)}\n`, '5:10 value-long'],
  // its keys
  [
    minimal.replace('kubernetes', 'kubernets'),
    '4:1 unknown-key unknown key "kubernets"; did you mean "kubernetes"?',
  ],
  [`${minimal}k8s: v1\n`, '5:1 unknown-key unknown key "k8s"; did you mean "kubernetes"?'],
  [`${minimal}Driver: docker\n`, '5:1 unknown-key unknown key "Driver"; did you mean "driver"?'],
  [
    `${minimal}containerRuntime: docker\n`,
    '5:1 unknown-key unknown key "containerRuntime"; did you mean "runtime"?',
  ],
  [
    `${minimal}images: [a]\n`,
    '5:1 unknown-key unknown key "images"; did you mean "lessons.images"?',
  ],
  [
    `${minimal}registry-mirrors: []\n`,
    '5:1 unknown-key unknown key "registry-mirrors"; did you mean "mirrors"?',
  ],
  [
    `${minimal}resources:\n  disk:\n    minimun: 5\n`,
    '7:5 unknown-key unknown key "minimun"; did you mean "minimum"?',
  ],
  [
    `${minimal}alternatives:\n  - {minikube: v1.2.3, kubernetes: v1.2.3, x: 1}\n`,
    '6:44 unknown-key unknown key "x"; known here: minikube, kubernetes',
  ],
  [
    `${minimal}postStart: rm -rf /\n`,
    '5:1 unknown-key unknown key "postStart"; known here: schema, id,',
  ],
  [`${minimal}1: x\n`, '5:1 unknown-key unknown key "1"'],
  [without('id'), '1:1 missing "id" is missing'],
  [
    `${minimal}alternatives:\n  - minikube: v1.2.3\n`,
    '6:5 missing "alternatives.kubernetes" is missing',
  ],
  [withLine('title', '{zh: 你好}'), '2:8 missing "title.en" is missing'],
  // its values
  [`${minimal}mirrors:\n`, '5:1 empty-value "mirrors" has no value'],
  [`${minimal}resources: 8\n`, '5:12 mapping'],
  [`${minimal}resources: [8]\n`, '5:12 mapping'],
  [
    `${minimal}lessons: {images: nginx}\n`,
    '5:19 list "lessons.images" is a list; write it as [nginx]',
  ],
  [withLine('id', 'My Course'), '1:5 id'],
  [withLine('title', '5'), '2:8 title'],
  [withLine('title', String.raw`"\e[31mred"`), '2:8 text-line'],
  [withLine('title', String.raw`"a\u202eb"`), '2:8 text-line'],
  [withLine('title', 'x'.repeat(121)), '2:8 text-long'],
  [withLine('minikube', '1.30'), '3:11 version-short "minikube": 1.30 is not exact'],
  [withLine('kubernetes', 'v1.23'), '4:13 version-short'],
  [withLine('kubernetes', 'stable'), '4:13 version "kubernetes": stable is no version'],
  [withLine('kubernetes', 'v1.2.3-..'), '4:13 version'],
  [withLine('kubernetes', '--help'), '4:13 version'],
  [withLine('kubernetes', '[1, 2]'), '4:13 version'],
  [`schema: k8s-doctor/profile/2\n${minimal}`, '1:9 schema'],
  [
    `${minimal}driver: dokcer\n`,
    '5:9 one-of "driver": dokcer is not one of docker, podman, none, virtualbox, kvm2, qemu2, hyperv, vfkit, hyperkit, parallels, vmware, ssh, krunkit; did you mean docker?',
  ],
  [
    `${minimal}runtime: crio\n`,
    '5:10 one-of "runtime": crio is not one of docker, containerd, cri-o; did you mean cri-o?',
  ],
  [
    `${minimal}requires: [runtme]\n`,
    '5:12 one-of "requires": runtme is not one of driver, runtime, kubernetes; did you mean runtime?',
  ],
  [`${minimal}requires: runtime\n`, '5:11 list'],
  [`${minimal}docker: newest\n`, '5:9 range'],
  [`${minimal}nodes: 0\n`, '5:8 nodes'],
  [`${minimal}nodes: .inf\n`, '5:8 nodes'],
  [`${minimal}resources: {cpus: {comfortable: 1}}\n`, '5:33 cpus'],
  [
    `${minimal}resources: {memory: {comfortable: 8GB}}\n`,
    '5:35 mebibytes-unit "resources.memory.comfortable" is a number of MiB without a unit; for 8GB write 8192',
  ],
  [`${minimal}resources: {memory: {comfortable: much}}\n`, '5:35 mebibytes'],
  [`${minimal}resources: {memory: {comfortable: 8}}\n`, '5:35 memory-small'],
  [`${minimal}resources: {disk: {minimum: 30000}}\n`, '5:29 disk-order'],
  [
    `${minimal}lessons:\n  images:\n    - nginx\n    - Nginx:1\n`,
    '8:7 image-case Nginx:1 is no image: its name must be in lower case, like nginx:1',
  ],
  [`${minimal}lessons: {images: [https://docker.io/nginx]}\n`, '5:20 image-address'],
  [`${minimal}lessons: {images: [--privileged]}\n`, '5:20 image'],
  [`${minimal}lessons: {images: ['nginx; rm -rf /']}\n`, '5:20 image'],
  [
    `${minimal}mirrors: [mirror.example.com]\n`,
    '5:11 mirror-scheme mirror.example.com is no address of a mirror: begin with https://, like https://mirror.example.com',
  ],
  [`${minimal}mirrors: [http://mirror.example.com]\n`, '5:11 mirror-http'],
  [`${minimal}mirrors: ['http://10.0.0.1.example.com']\n`, '5:11 mirror-http'],
  [
    `${minimal}mirrors: ['https://me:secret@example.com']\n`,
    '5:11 mirror-password a mirror in a profile must not carry',
  ],
  [`${minimal}mirrors: ['https://example.com/?token=1']\n`, '5:11 mirror-query'],
  [`${minimal}mirrors: [--registry-mirror=x]\n`, '5:11 mirror'],
  [`${minimal}cluster: a\n`, '5:10 cluster'],
  [`${minimal}cluster: --all\n`, '5:10 cluster'],
  [`${minimal}cluster: Delete\n`, '5:10 cluster-reserved'],
  [`${minimal}driver: none\nnodes: 2\n`, '6:8 none-nodes'],
  [`${minimal}driver: none\ncluster: cc\n`, '6:10 none-cluster'],
  [
    `${minimal}digests: {minikube: {linux-x64: ${digest}}}\n`,
    '5:22 unknown-key unknown key "linux-x64"; did you mean "linux-amd64"?',
  ],
  [`${minimal}digests: {minikube: {linux-amd64: abc}}\n`, '5:35 sha256'],
  [
    `${minimal}digests: {kubectl: {linux-amd64: ${digest}}}\n`,
    '5:34 digest-differs "digests.kubectl.linux-amd64" is not the sha256 that was published for kubectl v1.23.3 (linux-amd64)',
  ],
] as const)('%j: %s', ([text, expected]) => {
  const parsed = parseProfile('course.yaml', text)
  const [first = ''] = problemsOf(text)
  expect(parsed.ok).toBe(false)
  expect(first.slice(0, expected.length)).toBe(expected)
  expect(problemsOf(text)).toHaveLength(1)
})

test.for([
  [withLine('minikube', 'v1.99.0'), '3:11 release-unknown'],
  [withLine('kubernetes', 'v1.30.0'), '4:13 kubernetes-out'],
  [`${minimal}alternatives: [{minikube: v1.36.0, kubernetes: v1.9.0}]\n`, '5:48 kubernetes-out'],
  [`${minimal}resources: {disk: {minimum: 5, comfortable: 20}}\n`, '5:45 disk-small'],
] as const)('usable, but worth another look: %j: %s', ([text, expected]) => {
  expect(parseProfile('course.yaml', text).ok).toBe(true)
  expect(problemsOf(text).map((line) => line.slice(0, expected.length))).toEqual([expected])
})

test('every mistake is told at once, in the order of the lines', () => {
  const text = `${without('title')}mirror: []
cluster: a
resources:
  memory:
    comfortable: 8GB
`
  expect(problemsOf(text).map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual([
    '1:1 missing',
    '4:1 unknown-key',
    '5:10 cluster',
    '8:18 mebibytes-unit',
  ])
})
