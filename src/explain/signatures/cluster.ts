import { asUser } from '../../model/step.ts'
import type { Signature } from '../signature.ts'

const recreate = [asUser('minikube', 'delete')]

/** The cluster, yesterday's and today's. Sources: pitfalls STALE-1 to STALE-4, DOCK-7, HLTH-1, BIN-3, REG-6; minikube-behaviour e and f. */
export const clusterSignatures = [
  {
    code: 'cluster/profile/driver',
    near: ['incompatible with requested'],
    pattern: /driver, which is incompatible with requested/i,
    severity: 'error',
    commands: [asUser('minikube', 'profile', 'list')],
  },
  {
    code: 'cluster/profile/kubernetes-newer',
    near: ['unable to safely downgrade', '无法安全地将现有的'],
    pattern:
      /Unable to safely downgrade existing Kubernetes v(?<version>[\w.-]{3,20}) cluster to v(?<wanted>[\w.-]{3,20}\w)|无法安全地将现有的 Kubernetes/i,
    severity: 'error',
    commands: [asUser('minikube', 'start')],
  },
  {
    // minikube calls it RT_DOCKER_MISSING_CRI_DOCKER_NONE with every driver; installing cri-dockerd helps with none alone.
    code: 'cluster/profile/no-cri-dockerd',
    near: ['cri-docker.socket', 'cri-dockerd.sock'],
    pattern:
      /Unit(?: file)? cri-docker\.socket (?:does not exist|not found)|cannot stat '\/var\/run\/cri-dockerd\.sock'|无法获取'?\/var\/run\/cri-dockerd\.sock/i,
    when: (_, { driver }) => driver !== 'none',
    commands: recreate,
  },
  {
    code: 'cluster/leftovers/stale',
    near: [
      'is already in use by',
      'already in progress',
      "can't create with that ip",
      'does not exist',
      'bootstrap client lock',
    ],
    pattern:
      /create kic node: .{0,300}The container name .{0,80}is already in use|The container name "?\/?(?<name>minikube[\w.-]{0,60})"? is already in use|removal of container .{0,100}already in progress|can't create with that IP, address already in use|machine does not exist|failed to acquire bootstrap client lock/i,
    commands: recreate,
  },
  {
    code: 'cluster/profile/damaged',
    near: ['unable to load config', '无法加载配置', '"invalid":[{'],
    pattern:
      /Unable to load config: |无法加载配置：|"invalid":\[\{"Name":"[^"]{1,200}","Status":"","Config":null\}/,
    commands: recreate,
  },
  {
    code: 'cluster/running/broken',
    near: ['not running container to get ssh port', 'exited prematurely'],
    pattern: /unable to inspect a not running container|container exited prematurely/i,
  },
  {
    code: 'cluster/running/paused',
    near: ['paused'],
    pattern: /^(?:host|apiserver|kubelet): Paused|"APIServer":"Paused"/,
    commands: [asUser('minikube', 'unpause')],
  },
  {
    code: 'cluster/running/stopped',
    near: ['stopped'],
    pattern: /^host: Stopped|"Host":"Stopped"/,
    commands: [asUser('minikube', 'start')],
  },
  {
    code: 'cluster/running/node-gone',
    near: ['nonexistent', 'host does not exist'],
    pattern: /^host: Nonexistent|"Host":"Nonexistent"|The "[^"]{1,200}" host does not exist!/,
    commands: [asUser('minikube', 'start')],
  },
  {
    code: 'log/kubelet-stopped',
    near: ['kubelet'],
    pattern: /^kubelet: Stopped|"Host":"Running","Kubelet":"Stopped"/,
    symptom: true,
    commands: [asUser('minikube', 'start')],
    beside: 'cluster/running',
    cause: 'boot',
  },
  {
    code: 'cluster/running/api-down',
    near: [
      'kubelet',
      'apiserver',
      'to the server',
      'control-plane-check',
      'initialization failed',
      'timed out waiting for the condition',
    ],
    pattern:
      /The kubelet is not running|kubelet isn't running|\[kubelet-check\] (?:Initial timeout|It seems like the kubelet|The kubelet is not healthy|The HTTP call equal to .{1,80} failed)|\[control-plane-check\] \S{1,60} is not healthy after|Unable to connect to the server: (?:net\/http: (?:TLS handshake timeout|request canceled)|dial tcp (?<url2>[^\s]{3,60}): (?:connect: no route to host|i\/o timeout|connectex: ))|apiserver process never appeared|(?:apiserver|control plane|wait \S{0,40}): timed out waiting for the condition|initialization failed, will try again|The connection to the server (?<url>(?!localhost:8080)[^\s]{3,100}) was refused/i,
    symptom: true,
    commands: [asUser('minikube', 'logs')],
  },
  {
    code: 'cluster/kubeconfig/none-chosen',
    near: ['localhost:8080', '127.0.0.1:8080', '[::1]:8080'],
    // kubectl's own words: many a page has an address with that port.
    pattern:
      /connection to the server \S{0,20}(?:localhost|127\.0\.0\.1|\[::1\]):8080|http:\/\/(?:localhost|127\.0\.0\.1|\[::1\]):8080\/\S{0,200}"?: (?:dial|EOF|read)|dial tcp (?:localhost|127\.0\.0\.1|\[::1\]):8080: (?:connect|i\/o timeout)/i,
    severity: 'error',
    commands: [asUser('minikube', 'update-context')],
  },
  {
    code: 'cluster/kubeconfig/damaged',
    near: ['error loading config file'],
    pattern:
      /error loading config file "(?<path>[^"]{1,200})": (?:yaml|couldn't get version|error converting|json)/i,
  },
  {
    code: 'cluster/kubeconfig/missing',
    near: ['context'],
    pattern:
      /(?:context was not found for specified context|error: context "[^"]{1,60}" does not exist|no context exists with the name)/i,
    severity: 'error',
    commands: [asUser('minikube', 'update-context')],
  },
  {
    code: 'cluster/kubeconfig/stale',
    near: ['x509:'],
    pattern:
      /Unable to connect to the server: .{0,200}x509: certificate (?:signed by unknown authority|is valid for)/i,
    severity: 'error',
    commands: [asUser('minikube', 'update-context')],
  },
  {
    code: 'cluster/system-pods/image',
    near: [
      'imagepullbackoff',
      'errimagepull',
      'google_containers/k8s-minikube',
      'google_containers/kubernetesui',
    ],
    pattern:
      /(?:kube-system +|\b)(?<name>(?:coredns|etcd|kube-(?:apiserver|controller-manager|scheduler|proxy|flannel)|calico|cilium|metrics-server|storage-provisioner|kindnet|kubernetes-dashboard|dashboard-metrics-scraper)[\w-]{0,60}) +\d+\/\d+ +(?:Init:)?(?:ImagePullBackOff|ErrImagePull)|google_containers\/(?:k8s-minikube|kubernetesui)\/(?<image>[\w.:@/-]{1,100})|(?:ImagePullBackOff|ErrImagePull).{0,400}pod="kube-system\/(?<name2>[\w.-]{1,120})"/i,
    about: 'name',
  },
  {
    code: 'cluster/system-pods/crash',
    near: ['crashloopbackoff'],
    pattern:
      /(?<name>(?:coredns|etcd|kube-(?:apiserver|controller-manager|scheduler|proxy|flannel)|calico|cilium|metrics-server|storage-provisioner|kindnet|kubernetes-dashboard|dashboard-metrics-scraper)[\w-]{0,60}) +\d+\/\d+ +CrashLoopBackOff|CrashLoopBackOff.{0,400}pod="kube-system\/(?<name2>[\w.-]{1,120})"/i,
    about: 'name',
  },
  {
    code: 'log/no-cluster',
    near: ['minikube profile list', 'no local cluster named'],
    pattern: /Profile "[^"]{1,60}" not found|未找到配置文件|There is no local cluster named/i,
    severity: 'warning',
    cause: 'unknown',
  },
] as const satisfies readonly Signature[]
