/**
 * Output of a program this is about, also where nothing is wrong in it: minikube's signs, klog and journals of Kubernetes and
 * docker, kubectl's and docker's tables and JSON, kubeadm's phases, systemd's units, the node container's own log. Sources:
 * kubernetes/minikube v1.38.1 pkg/minikube/style/style.go and deploy/kicbase/entrypoint; kubernetes v1.34
 * staging/src/k8s.io/kubectl/pkg/describe and cmd/kubeadm/app/cmd/phases; moby docker-v29.7.2 daemon/command.
 */
export const familiar = new RegExp(
  [
    // minikube
    /\bminikube v\d+\.\d|minikube version: v\d|^(?:host|kubelet|apiserver|kubeconfig): [A-Z]|^type: (?:Control Plane|Worker)/,
    /^(?:😄|✨|👍|🚜|🔥|🐳|🔎|🌟|🏄|💡|🔗|📌|❗|💣|🤦|😿|❌|🔄|🏃|🎉|✅|💀|📦|🎁|🆕|💾|🧯|🙄|👉|🤷|😕|💢|📘|🍿|🌱|⌛|✋|🛑|🚀|🔌|🤹|💿|🎈|🤔)️? {1,3}\S/,
    /^[*!X] (?:Deleting|Removing|Removed all|Stopping|Powering off|Starting|Using the|Pulling base|Creating|Preparing|Verifying|Enabled|Enabling|Done!|Profile|Updating|Restarting|Configuring|Automatically|Executing|Successfully|Some dashboard|Opening|The control) /,
    /^ *> \S{1,80}: \d{1,4}(?:\.\d{2})? [KMG]?i?B \/ |^\*? ?==> .{1,60} <==|"(?:Host|KicBaseImage|KubernetesConfig)": ?["{]|^\{"(?:invalid|valid)":|^ *\|-+\|/,
    /^(?:status error|Error caching|\w{1,20}@minikube)\b|@minikube(?:-m\d\d)?:|minikube (?:service|tunnel|dashboard) /,
    /^\|-{3,}\|-{3,}|^\| +NAMESPACE +\| +NAME/,
    // klog, and journals of what Kubernetes is made of
    /(?:kubelet|dockerd|containerd|cri-dockerd|kubeadm|docker|minikube|systemd)\[\d+\]:/,
    // kubectl
    /^(?:NAMESPACE +)?NAME +(?:READY|STATUS|TYPE|CAPACITY|PROVISIONER|DATA|SECRETS|DESIRED|CLASS|COMPLETIONS|AGE|ROLES|CPU|VERSION|ENDPOINTS|TAINTS|SHORTNAMES) |^LAST SEEN +TYPE +REASON|^NAMESPACE +LAST SEEN/,
    /"?apiVersion"?: "?[a-z][\w./]*"?,?$|^(?:Name|Namespace|Node|Controlled By|QoS Class|Service Account|Start Time|Priority|Conditions|Events):( |$)|^ *Type +Reason +Age +From/,
    /^\[[+-]\](?:ping|log|etcd|poststarthook|informer-sync)|^(?:pod|service|deployment|deployment\.apps|configmap|namespace|secret)[/ ]"?[\w.-]+"? (?:created|configured|unchanged|deleted|exposed|scaled|restarted)/,
    /(?:control plane|master) is running|^(?:Client|Server) Version: |^Kustomize Version|^deployment "|^error: (?:You must|unable|the server|context|no )|^Error from server|^Forwarding from |^Unable to connect to the server|^The connection to the server/,
    /^ {2,}(?:Normal|Warning) +[A-Z]\w{3,40} +/,
    // docker and its service
    /^CONTAINER ID +IMAGE|^REPOSITORY +TAG|^(?:Client|Server): Docker Engine|^Status: (?:Downloaded newer|Image is up to date)|Unable to find image '|Error response from daemon|^Using default tag|: Pulling from \w|^Digest: sha256:|^docker: |^[0-9a-f]{12}: (?:Pull|Download|Already|Wait|Verif|Extract)/,
    /^time="[^"]{10,40}" level=\w+ msg=|"(?:Names|RepoTags)":|^● [\w@.-]+\.service|\.service (?:failed|could not be found|not found|entered failed state)|^ +(?:Loaded|Active): (?:loaded|active|inactive|failed)|Failed to (?:start|enable) (?:unit|\w[\w-]*\.service)/,
    /^(?:Successfully|Error) (?:deleted|purged|stopped|tagged|built)|See '(?:minikube|kubectl|docker|kubeadm|kind) /,
    // the node container's own log
    /^\+ (?:userns=|grep -Eqv|validate_userns|configure_containerd|fix_mount|select_iptables)|^INFO: (?:ensuring we can execute|remounting|making mounts shared|detected cgroup|setting iptables|clearing and regenerating|starting init|running in a|fix cgroup)|^systemd \S+ running in system mode|^Detected virtualization (?:docker|container)|^Welcome to .*(?:Ubuntu|Debian)/,
    // kubeadm, kind, the runtimes' own programs
    /^\[(?:init|preflight|certs|kubeconfig|kubelet-start|control-plane|etcd|wait-control-plane|apiclient|upload-config|upload-certs|kubelet-check|control-plane-check|addons|bootstrap-token|mark-control-plane|discovery|reset|join|api-check|ERROR \w|WARNING \w|config\/images)/,
    /^Creating cluster "|^ [✓✗] (?:Ensuring|Preparing|Writing|Starting|Installing|Joining)|kind-control-plane|^ERROR: failed to (?:create|delete|load)|^CONTAINER +IMAGE +CREATED|FATA\[\d{4}\]|crictl/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'm',
)

/** A log of this many lines without a familiar one is not looked at for more of them. */
export const familiarWithin = 50_000
