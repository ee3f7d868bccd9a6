import { asRoot, asUser } from '../../model/step.ts'
import type { Signature } from '../signature.ts'

/**
 * What the cluster says: kubectl's pictures of it, the kubelet, network plugins, kubeadm join. Sources: kubernetes v1.34
 * staging/src/k8s.io/kubectl/pkg/cmd/{exec,describe}, cmd/kubeadm/app/discovery/token, pkg/kubelet; v1.23 pkg/kubelet/dockershim;
 * flannel-io/flannel; kubernetes/minikube v1.38.1 pkg/minikube/image/cache.go and pkg/addons; kind v0.31.
 */
export const kubernetesSignatures = [
  {
    code: 'log/node-not-ready',
    near: ['notready', 'not-ready'],
    // In a list of events it is what every young cluster says.
    pattern:
      /(?:^|\s)(?<name>[a-z0-9][\w.-]{0,62}) +NotReady(?:,SchedulingDisabled)? +(?:control-plane|master|worker|<none>|[a-z-]+,[a-z,-]+)|\d+\/\d+ nodes are available: .{0,200}taint \{?node\.kubernetes\.io\/not-ready/,
    unless: /FailedScheduling +pod\//,
    symptom: true,
    transient: true,
    about: 'name',
    beside: 'cluster/running',
    cause: 'boot',
  },
  {
    code: 'log/cni-missing',
    near: [
      'cni plugin not initialized',
      'cni config uninitialized',
      'networkpluginnotready',
      '/etc/cni/net.d',
      'failed to find plugin',
    ],
    pattern:
      /cni plugin not initialized|cni config uninitialized|NetworkPluginNotReady|no networks found in \/etc\/cni\/net\.d|failed to find plugin \\?"(?<name>[\w-]{1,40})\\?" in path/i,
    transient: true,
    beside: 'cluster/running',
    cause: 'boot',
  },
  {
    code: 'log/flannel',
    near: ['/run/flannel/subnet.env'],
    pattern: /open \/run\/flannel\/subnet\.env: no such file/i,
    transient: true,
    beside: 'cluster/running',
    cause: 'boot',
  },
  {
    code: 'log/unschedulable',
    near: ['nodes are available'],
    pattern: /(?<said>\d+\/\d+ nodes are available: .{3,300})/i,
    unless: /node\.kubernetes\.io\/not-ready/,
    about: 'said',
    beside: 'cluster/system-pods',
    cause: 'size',
  },
  {
    code: 'log/sandbox',
    near: ['failed to create pod sandbox', 'failedcreatepodsandbox'],
    pattern:
      /(?:Failed to create pod sandbox|FailedCreatePodSandBox)(?:: |.{0,80}?: )?(?<said>rpc error: .{1,300})?/i,
    symptom: true,
    transient: true,
    beside: 'cluster/running',
    cause: 'boot',
  },
  {
    code: 'log/pod-oom',
    near: ['oomkilled'],
    pattern: /(?<name>\S{1,120}) +\d+\/\d+ +OOMKilled|Reason: +OOMKilled|"reason": ?"OOMKilled"/i,
    about: 'name',
  },
  {
    code: 'log/pod-config',
    near: ['createcontainerconfigerror', 'configmap "', 'secret "', 'find key'],
    pattern:
      /(?<name>\S{1,120}) +\d+\/\d+ +CreateContainerConfigError|(?:Error: |MountVolume\.SetUp failed .{0,120}: )(?:configmap|secret) "(?<id>[\w.-]{1,80})" not found|couldn't find key (?<id2>\S{1,60}) in (?:ConfigMap|Secret)/,
    // For a moment so in every start: the controller writes it.
    unless: /kube-root-ca\.crt|kube-system/,
    about: 'name',
  },
  {
    code: 'log/pod-image-name',
    near: ['invalidimagename', 'parse image', 'invalid reference format'],
    pattern:
      /(?<name>\S{1,120}) +\d+\/\d+ +(?:Init:)?InvalidImageName|couldn't parse image (?:reference|name) "(?<image>[^"]{1,200})"|invalid reference format/i,
    about: 'name',
  },
  {
    code: 'log/pod-image-never',
    near: ['errimageneverpull', 'pull policy of never'],
    pattern:
      /(?<name>\S{1,120}) +\d+\/\d+ +(?:Init:)?ErrImageNeverPull|Container image "(?<image>[\w./:@-]{1,200})" is not present with pull policy of Never/i,
    about: 'name',
  },
  {
    code: 'log/pod-start',
    near: [
      'runcontainererror',
      'createcontainererror',
      'starterror',
      'containercannotrun',
      'exec: ',
    ],
    pattern:
      /(?<name>\S{1,120}) +\d+\/\d+ +(?:Init:)?(?:RunContainerError|CreateContainerError|StartError|ContainerCannotRun)|exec: \\?"(?<id>[^"\\]{1,80})\\?": (?:executable file not found in \$PATH|stat [^:]{1,80}: no such file or directory|permission denied)(?=.{0,40}: unknown)/i,
    about: 'name',
  },
  {
    code: 'log/pod-pending',
    near: [' pending '],
    pattern: /(?<name>\S{1,120}) +0\/\d+ +Pending +/,
    severity: 'warning',
    symptom: true,
    about: 'name',
  },
  {
    code: 'log/join-unreachable',
    near: ['identity of the api server'],
    pattern:
      /couldn't validate the identity of the API Server: .{0,120}(?:https:\/\/(?<name>[^/"]{3,120})\/.{0,200}(?:timeout|refused|no route to host|deadline|Timeout)|abort connecting to API servers)/i,
    beside: 'cluster/running',
    cause: 'elsewhere',
  },
  {
    code: 'log/join-token',
    near: [
      'jws signature',
      'discovery token ca',
      'cluster ca found',
      'bootstrap token',
      'kubeadm-certs',
    ],
    pattern:
      /could not find a JWS signature|invalid discovery token CA certificate hash|cluster CA found in cluster-info ConfigMap is invalid|Secret "kubeadm-certs" was not found|bootstrap token .{0,60}(?:expired|not found)/i,
    beside: 'cluster/running',
    cause: 'elsewhere',
  },
  {
    code: 'log/kubelet-config',
    near: ['kubelet config file'],
    pattern:
      /failed to (?:load|read) kubelet config file.{0,300}(?:no such file|\/var\/lib\/kubelet\/c)/i,
    symptom: true,
    beside: 'cluster/running',
    cause: 'elsewhere',
  },
  {
    code: 'log/swap',
    near: ['running with swap on'],
    pattern: /running with swap on is not supported/i,
    unless: /\[(?:ERROR|WARNING) Swap\]/,
    beside: 'cluster/running',
    cause: 'elsewhere',
    commands: [asRoot('swapoff', '-a')],
  },
  {
    code: 'log/cgroup-driver',
    near: ['docker cgroup driver'],
    pattern:
      /kubelet cgroup driver: [\\"']{0,4}(?<id>\w{3,12})[\\"']{0,4} is different from docker cgroup driver: [\\"']{0,4}(?<name>\w{3,12})/i,
    beside: 'host/cgroup',
    cause: 'stale',
  },
  {
    code: 'log/cgroup-no-systemd',
    near: ['systemd cgroup flag passed'],
    pattern: /systemd cgroup flag passed, but systemd support/i,
    beside: 'host/cgroup',
    cause: 'elsewhere',
  },
  {
    code: 'log/cluster-certificates',
    near: ['not signed by ca certificate', 'minikubeca', 'minikube.internal'],
    pattern:
      /not signed by CA certificate ca: |control-plane\.minikube\.internal\S{0,80} x509: certificate signed by unknown|x509: .{0,200}candidate authority certificate \\?"minikubeCA/i,
    beside: 'cluster/profile',
    cause: 'stale',
    commands: [asUser('minikube', 'delete')],
  },
  {
    code: 'log/webhook',
    near: ['failed calling webhook'],
    pattern: /failed calling webhook \\?"(?<name>[^"\\]{1,120})/i,
    about: 'name',
  },
  {
    code: 'log/addon-waits',
    near: ['pods: timed out waiting'],
    pattern:
      /waiting for (?:app\.kubernetes\.io\/name=|k8s-app=|kubernetes\.io\/minikube-addons=)(?<name>[\w-]{1,60}) pods: timed out waiting/i,
    about: 'name',
    beside: 'cluster/system-pods',
    cause: 'download',
  },
  {
    code: 'log/node-no-docker',
    near: ['docker daemon', 'docker: command not found', 'docker api', 'docker: not found'],
    pattern:
      /Cannot connect to the Docker daemon|failed to connect to the docker API|\bdocker: (?:command )?not found/i,
    where: 'node',
    severity: 'warning',
    symptom: true,
  },
  {
    code: 'log/image-not-cached',
    near: ['unable to add it to cache'],
    pattern: /The image '(?<image>[^']{1,200})' was not found; unable to add it to cache/i,
    severity: 'warning',
    symptom: true,
    beside: 'docker/mirrors',
    cause: 'download',
  },
  {
    code: 'log/no-browser',
    near: [
      'xdg-open',
      'www-browser',
      'failed to open browser',
      'suitable web browser',
      'host_browser',
      'fail to open browser',
    ],
    pattern:
      /exec: \\?"xdg-open\\?": executable file not found|xdg-open: no method available|www-browser: not found|Couldn't find a suitable web browser|fail(?:ed)? to open browser/i,
    unless: /executable file not found.{0,80}: unknown/,
  },
  {
    code: 'log/kind-exists',
    near: ['already exist for a cluster'],
    pattern: /node\(s\) already exist for a cluster with the name \\?"(?<name>[^"\\]{1,60})/i,
    beside: 'cluster/leftovers',
    cause: 'stale',
  },
  {
    code: 'log/probe',
    near: ['probe failed'],
    pattern: /(?<said>(?:Readiness|Liveness|Startup) probe failed: .{0,200})/i,
    severity: 'warning',
    symptom: true,
    transient: true,
  },
] as const satisfies readonly Signature[]

export type KubernetesCode = (typeof kubernetesSignatures)[number]['code']
