import type { Signature } from '../signature.ts'

const system =
  /kube-system|(?:coredns|etcd|kube-(?:apiserver|controller-manager|scheduler|proxy)|storage-provisioner|kindnet)-?\S{0,60} +\d+\/\d+/

/** What goes wrong in the lessons themselves. Sources: pitfalls MAN-1 to MAN-4, A1 18, A2 23, A6 46, A6 47, A7 50 to 53, REG-4. */
export const lessonSignatures = [
  {
    code: 'log/yaml-blanks',
    near: ['unknown field'],
    pattern: /unknown field "(?:\\u00a0|\\u3000|\\u200b|[\u00A0\u3000\u200B])/i,
    cause: 'unknown',
  },
  {
    code: 'log/api-removed',
    near: ['no matches for kind'],
    pattern: /no matches for kind "(?<name>\w{1,60})" in version "(?<said>[\w./-]{1,60})"/i,
    about: 'name',
    cause: 'unknown',
  },
  {
    code: 'log/yaml',
    near: [
      'validationerror(',
      'mapping values are not allowed',
      'control characters are not allowed',
      'apiversion not set',
      'error parsing',
      'error converting yaml',
      'unknown field',
    ],
    pattern:
      /ValidationError\([\w.]{1,120}\): (?:missing|invalid)|mapping values are not allowed in this context|control characters are not allowed|apiVersion not set|error parsing (?<path>[^\s:]{1,200}\.ya?ml)|error converting YAML to JSON|unknown field "(?<name>[\w.]{1,60})"/i,
    cause: 'unknown',
  },
  {
    code: 'log/service-missing',
    near: ['was not found in', 'not found'],
    pattern:
      /Service '(?<name>[^']{1,80})' was not found in|services "(?<name2>[^"]{1,80})" not found/i,
    about: 'name',
    cause: 'unknown',
  },
  {
    code: 'log/service-empty',
    near: ['service not available', 'no running pod for service'],
    pattern: /service not available: no running pod for service (?<name>[\w-]{1,63})/i,
    about: 'name',
    cause: 'unknown',
  },
  {
    code: 'log/pod-image',
    near: ['imagepullbackoff', 'errimagepull', 'failed to pull image', 'back-off pulling image'],
    pattern:
      /(?<name>\S{1,120}) +\d+\/\d+ +(?:Init:)?(?:ImagePullBackOff|ErrImagePull)|(?:Failed to pull|Back-off pulling) image \\?"(?<image>[\w./:@-]{1,200})"/i,
    unless: system,
    symptom: true,
    about: 'name',
    cause: 'unknown',
  },
  {
    code: 'log/pod-crash',
    near: ['crashloopbackoff', 'restarting failed container', ' error '],
    pattern:
      /(?<name>\S{1,120}) +\d+\/\d+ +(?:Init:)?(?:CrashLoopBackOff|Error(?= ))|Back-off restarting failed container(?: \S{1,60} in pod (?<name2>[\w.-]{1,120}?)_)?/i,
    unless: system,
    about: 'name',
    cause: 'unknown',
  },
  {
    code: 'log/pod-waits',
    near: ['containercreating'],
    pattern: /(?<name>\S{1,120}) +0\/\d+ +ContainerCreating/i,
    severity: 'warning',
    symptom: true,
    about: 'name',
    cause: 'unknown',
  },
  {
    code: 'log/unknown-command',
    near: [
      'command not found',
      'is not a docker command',
      'unknown command',
      '未找到命令',
      'is not recognized as',
      '项识别为',
      '不是内部或外部命令',
    ],
    pattern:
      /(?:^|: )(?<name>[\w+.-]{1,60})(?:: ?|：)(?:command not found|未找到命令)|(?:term|无法将) ?['“"](?<name6>[\w+.-]{1,60})['”"] ?(?:is not recognized|项识别为)|'(?<name7>[\w+.-]{1,60})' (?:is not recognized as an internal|不是内部或外部命令)|command not found: (?<name2>[\w+.-]{1,60})|docker: '(?<name3>[^']{1,40})' is not a docker command|unknown command: (?<name4>docker [\w-]{1,40})|unknown command "(?<name5>[\w-]{1,40})" for "(?:minikube|kubectl|kubeadm)"/i,
    unless:
      /(?<![/\w.-])(?:docker|minikube|kubectl)(?:: ?|：)(?:command not found|未找到命令)|command not found: (?:docker|minikube|kubectl)\b|['“"](?:docker|minikube|kubectl)['”"] ?(?:is not recog|项识别为|不是内部)|_get_comp_words|_init_completion|__ltrim|Exiting due to|RUNTIME_|sudo: (?:crictl|conntrack|cri-dockerd|socat): /i,
    when: ({ klog, said }) => klog === undefined && !/\/\S{1,200}: command not found/.test(said),
    where: 'here',
    about: 'name',
    cause: 'unknown',
  },
  {
    fallback: true,
    code: 'log/docker-said',
    near: ['error response from daemon'],
    pattern: /Error response from daemon: (?<said>.{1,400})/i,
    symptom: true,
    cause: 'unknown',
  },
  {
    fallback: true,
    code: 'log/kubectl-said',
    near: ['error from server', 'error: '],
    // Other programs begin with `error:` too: only what kubectl goes on with counts.
    pattern:
      /^(?:Error from server(?: \(\w{1,30}\))?: |error: (?=the server|unable to (?:read|recognize|connect|decode|parse|upgrade)|error (?:validating|parsing|converting|loading|when|executing)|no (?:objects|matching)|resource|required|unknown (?:flag|command|shorthand)|unexpected arg|flag needs|exactly one|name cannot|timed out waiting|there is no need|arguments in resource|You must|must specify|Internal error|cannot |context |expected|stat |open ))(?<said>.{1,400})/,
    symptom: true,
    cause: 'unknown',
  },
] as const satisfies readonly Signature[]
