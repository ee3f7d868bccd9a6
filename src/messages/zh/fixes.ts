import type { FixTitles } from '../translation.ts'

export const fixes: FixTitles = {
  'delete-leftovers': '删除旧集群留在 Docker 里的内容',
  'delete-profile': '删除旧集群',
  'docker-dns': '给容器配置它们连得上的 DNS 服务器',
  'drop-mirrors': '删除已失效的镜像加速地址',
  'enable-wsl-systemd': '让 WSL 启动 systemd(之后运行 wsl --shutdown)',
  'install-docker': '安装 Docker 引擎',
  'install-kubectl': '安装课程用的 kubectl',
  'install-minikube': '安装课程用的 minikube',
  'join-docker-group': '把用户加入 docker 组',
  'own-files': '把文件还给用户',
  'prepare-downloads': '预先取来 minikube 自己找不到的内容',
  'prune-images': '删除没有名字的旧镜像',
  'raise-inotify': '提高 inotify 上限',
  'remove-locks': '删除别的用户留下的 minikube 锁文件',
  'restart-docker': '重启 Docker 引擎',
  'set-clock': '校准系统时钟',
  'start-docker': '启动 Docker 引擎',
  'trust-authority': '让节点也信任本机所信任的证书颁发机构',
  'update-context': '把集群的地址写入 kubeconfig',
  'upgrade-docker': '升级 Docker 引擎',
}
