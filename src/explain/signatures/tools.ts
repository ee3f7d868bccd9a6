import type { Signature } from '../signature.ts'

/**
 * minikube, kubectl and whether they fit together. Sources: pitfalls CPU-1, CPU-2, BIN-1 to BIN-4, STALE-3, OS-5; the shells'
 * own words in both languages.
 */
export const toolsSignatures = [
  {
    code: 'tools/minikube/absent',
    near: ['minikube'],
    pattern:
      /(?<![/\w.-])minikube: (?:command )?not found|\bminikube[:：] ?(?:未找到命令|找不到命令)|Command 'minikube' not found|找不到命令 ?['“‘"]minikube|command not found: minikube\b|'minikube' (?:is not recognized|不是内部或外部命令)|(?:term|无法将)\s?['“"]minikube['”"]\s?(?:is not recognized|项识别为)/i,
  },
  {
    code: 'tools/kubectl/absent',
    near: ['kubectl'],
    pattern:
      /(?<![/\w.-])kubectl: (?:command )?not found|\bkubectl[:：] ?(?:未找到命令|找不到命令)|Command 'kubectl' not found|找不到命令 ?['“‘"]kubectl|command not found: kubectl\b|'kubectl' (?:is not recognized|不是内部或外部命令)|(?:term|无法将)\s?['“"]kubectl['”"]\s?(?:is not recognized|项识别为)/i,
  },
  {
    code: 'tools/minikube/other-platform',
    near: [
      'format error',
      'bad cpu type',
      'cannot execute binary',
      '二进制文件',
      'target signal 11',
      'signal segv',
    ],
    pattern:
      /(?<path>[^\s:"]{0,200}minikube[\w.-]{0,40}): (?:cannot execute|无法执行|exec format|bad cpu|可执行文件格式)|bad cpu type in executable: \S{0,200}minikube|uncaught target signal 11|status 139 from signal SEGV/i,
  },
  {
    code: 'tools/minikube/other-platform',
    near: ['binary on an m1'],
    pattern: /trying to run the amd64 binary on an M1 system/i,
    severity: 'warning',
  },
  {
    code: 'tools/kubectl/other-platform',
    near: ['format error', 'bad cpu type', 'cannot execute binary', '二进制文件'],
    pattern:
      /(?<path>[^\s:"]{0,200}kubectl[\w.-]{0,40}): (?:cannot execute|无法执行|exec format|bad cpu|可执行文件格式)|bad cpu type in executable: \S{0,200}kubectl/i,
  },
  {
    code: 'tools/minikube/windows-exe',
    near: ['windows .exe binary'],
    pattern: /trying to run a windows \.exe binary/i,
  },
  {
    code: 'tools/minikube/not-a-program',
    near: ['minikube: line '],
    pattern:
      /(?<path>\S{0,200}minikube): line \d+: (?:\?xml|syntax error near unexpected token [`'](?:<|newline))/i,
  },
  {
    code: 'tools/kubectl/not-a-program',
    near: ['kubectl: line '],
    pattern:
      /(?<path>\S{0,200}kubectl): line \d+: (?:\?xml|syntax error near unexpected token [`'](?:<|newline))/i,
  },
  {
    code: 'tools/minikube/not-executable',
    near: ['minikube: permission denied', 'minikube: 权限不够', 'permission denied: '],
    pattern:
      /(?<path>[^\s:]{0,200}\bminikube): (?:permission denied|权限不够)|permission denied: \S{0,200}\bminikube$/i,
    unless: /\.minikube/,
  },
  {
    code: 'tools/kubectl/not-executable',
    near: ['kubectl: permission denied', 'kubectl: 权限不够', 'permission denied: '],
    pattern:
      /(?<path>[^\s:]{0,200}\bkubectl): (?:permission denied|权限不够)|permission denied: \S{0,200}\bkubectl$/i,
  },
  {
    code: 'tools/kubectl/skew',
    near: ['may have incompatib', '不兼容'],
    pattern:
      /(?<path>\S{1,200}) (?:is version|的版本[为是]) (?<version>\d[\d.]{1,10}\d).{0,60}(?:incompatib.{0,40}Kubernetes (?<wanted>\d[\d.]{2,12}\d)|Kubernetes (?<wanted2>\d[\d.]{2,12}\d) ?不兼容)/i,
  },
  {
    code: 'tools/pair/kubernetes-untested',
    near: ['newer than the newest supported', '比支持的最新版本'],
    pattern:
      /Kubernetes (?:version|版本) v?(?<version>\d[\w.-]{2,20}) (?:is newer than the newest supported|较新，比支持的最新版本)/i,
  },
  {
    code: 'tools/pair/cpu',
    near: ['is not supported on'],
    pattern: /is not supported on "arm64" systems yet/i,
  },
  {
    code: 'tools/pair/kicbase',
    near: ['not built for the current minikube', '此镜像不适用于当前'],
    pattern:
      /Image was not built for the current minikube version|此镜像不适用于当前的 minikube 版本/i,
  },
  {
    code: 'log/download-corrupt',
    near: ['checksum'],
    pattern: /Checksums did not match|checksum mismatch|invalid checksum(?!: Error downloading)/i,
    beside: 'tools/minikube',
    cause: 'download',
  },
] as const satisfies readonly Signature[]
