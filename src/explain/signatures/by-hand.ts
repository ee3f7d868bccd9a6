import type { Signature } from '../signature.ts'

/**
 * What goes wrong in what a learner types or installs. Sources: the shells' and package managers' own words; systemd v255
 * src/systemctl; moby docker-v29.7.2 daemon/; sudo 1.9 src/sudo.c; kubernetes/minikube v1.38.1 cmd/minikube/cmd/start.go and
 * pkg/minikube/reason/reason.go.
 */
export const byHandSignatures = [
  {
    code: 'log/completion',
    near: ['_get_comp_words_by_ref', '__ltrim_colon', '_init_completion'],
    pattern:
      /\b(?:_get_comp_words_by_ref|__ltrim_colon_completions|_init_completion)(?:: ?|：)(?:command not found|未找到命令)/i,
    beside: 'tools/kubectl',
    cause: 'elsewhere',
  },
  {
    code: 'log/docker-service',
    near: ['docker.service', 'docker application container engine'],
    pattern:
      /Job for docker\.service failed|docker\.service: (?:Failed with result|Start request repeated too quickly|Main process exited, code=exited, status=1)|Failed to start (?:docker\.service\b(?!: Unit)|Docker Application Container Engine)/i,
    symptom: true,
    where: 'here',
    beside: 'docker/daemon',
    cause: 'elsewhere',
  },
  {
    code: 'log/docker-no-service',
    near: ['docker.service', 'docker.socket'],
    pattern:
      /Unit docker\.(?:service|socket) (?:not found|could not be found|not loaded)|Unit file docker\.service does not exist|Failed to \w+ unit: Unit (?:file )?docker\.service/i,
    where: 'here',
    beside: 'docker/installed',
    cause: 'elsewhere',
  },
  {
    code: 'log/nosuid',
    near: ['effective uid is not 0', 'setuid bit set'],
    pattern:
      /sudo: effective uid is not 0|sudo must be owned by uid 0 and have the setuid bit set/i,
    beside: 'docker/storage',
    cause: 'elsewhere',
  },
  {
    code: 'log/wsl-1',
    near: ['in this wsl 1 distro', 'wsl 1 '],
    pattern:
      /could not be found in this WSL 1 distro|WSL 1 is not supported|not supported in WSL 1/i,
    where: 'here',
    beside: 'docker/installed',
    cause: 'elsewhere',
  },
  {
    code: 'log/none-missing',
    near: [
      'requires conntrack',
      'requires crictl',
      '要求在 root 路径安装',
      'which crictl',
      'which conntrack',
      'none driver with kubernetes',
      'not_found_cri_dockerd',
      'not_found_dockerd',
      'not_found_cni_plugins',
      'cri-dockerd.sock',
    ],
    pattern:
      /(?:requires|要求在 root 路径安装) (?<name>conntrack|crictl)\b|which (?<name2>crictl|conntrack): exit status 1|none driver with Kubernetes v1\.24\+ .{0,60}requires (?<name3>cri-dockerd|dockerd|containernetworking-plugins)|NOT_FOUND_(?<name4>CRI_DOCKERD|DOCKERD|CNI_PLUGINS)|\/(?<name5>cri-dockerd)\.sock.{0,12}(?:: connect: (?:connection refused|no such file)|', make sure you are running as root)/i,
    // With every other driver it is the node's.
    when: ({ said }, { driver }) =>
      !said.includes('cri-dockerd.sock') || driver === undefined || driver === 'none',
    about: 'name',
    beside: 'tools/pair',
    cause: 'elsewhere',
  },
  {
    code: 'log/package-gone',
    near: [
      'was not found',
      'locate package kube',
      'no package kube',
      'find a match: kube',
      'installation candidate',
      '无法定位软件包',
      '没有可用软件包',
      '未找到“kube',
    ],
    pattern:
      /E: Version '(?<version>[\w.:~+-]{3,30})' for '(?<name>kube(?:adm|let|ctl))' was not found|Unable to locate package (?<name2>kube(?:adm|let|ctl))|No package (?<name3>kube(?:adm|let|ctl)[\w.-]{0,30}) available|Unable to find a match: (?<name4>kube(?:adm|let|ctl)[\w.-]{0,30})|Package '?(?<name5>kube(?:adm|let|ctl))'? has no installation candidate|无法定位软件包 (?<name6>kube(?:adm|let|ctl))|未找到“(?<name7>kube(?:adm|let|ctl))”的“|没有可用软件包 (?<name8>kube(?:adm|let|ctl)\S{0,30}?)。/i,
    about: 'name',
    beside: 'host/os',
    cause: 'elsewhere',
  },
  {
    code: 'log/container-prefix',
    near: ['multiple ids found with provided prefix'],
    pattern: /Multiple IDs found with provided prefix:? ?(?<name>\w{1,64})?/i,
  },
  {
    code: 'log/container-stopped',
    near: ['is not running'],
    pattern:
      /Error response from daemon: [Cc]ontainer (?<name>[0-9a-f]{4,64}|[\w.-]{1,63}) is not running/,
    // Of a node minikube and kind speak themselves.
    unless: /[Cc]ontainer (?:minikube|kind)|Command Output|failed to create cluster/,
    where: 'here',
  },
  {
    code: 'log/volume-name',
    near: [
      'invalid characters for a local volume',
      'invalid volume specification',
      'invalid mode: ',
    ],
    pattern:
      /\\?"(?<name>[^"\\]{1,120})\\?" includes invalid characters for a local volume name|invalid volume specification: '(?<name2>[^']{1,160})'/i,
    where: 'here',
  },
  {
    code: 'log/hyperv-off',
    near: ['hyper-v component is not running', 'hyperv does not appear', 'microsoft-hyper-v-all'],
    pattern:
      /Hyper-V component is not running|hyperv does not appear to be installed|Get-WindowsOptionalFeature .{0,60}Microsoft-Hyper-V-All .{0,20}failed/i,
    beside: 'host/virtualization',
    cause: 'elsewhere',
  },
  {
    code: 'log/resource-type',
    near: ['have a resource type'],
    pattern: /the server doesn't have a resource type \\?"(?<name>[^"\\]{1,60})/i,
  },
  {
    code: 'log/exec-dashes',
    near: ['exec [pod] [command]'],
    pattern: /exec \[POD\] \[COMMAND\] is (?:not supported anymore|DEPRECATED)/i,
  },
] as const satisfies readonly Signature[]

export type ByHandCode = (typeof byHandSignatures)[number]['code']
