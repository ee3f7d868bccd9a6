/** Programs that a world of its own has instead of this machine's: each keeps its state in files and takes its time. */
export const standIns: Readonly<Record<string, string>> = {
  // The service: two files say whether it runs, and whether it does at boot.
  systemctl: `on() { sleep 0.02; touch "$1"; }; off() { sleep 0.02; rm -f "$1"; }
case "$1" in
  show) echo LoadState=loaded
    test -e $ROOT/service/active && echo ActiveState=active || echo ActiveState=inactive
    test -e $ROOT/service/enabled && echo UnitFileState=enabled || echo UnitFileState=disabled;;
  enable) on $ROOT/service/enabled; on $ROOT/service/active;;
  stop) off $ROOT/service/active;;
  disable) off $ROOT/service/enabled;;
esac`,
  journalctl: '',
  usermod: `sleep 0.02; sed "s/^$2:.*/&$3/" $ROOT/etc/group > $ROOT/etc/group.new; sleep 0.02; cat $ROOT/etc/group.new > $ROOT/etc/group; rm $ROOT/etc/group.new`,
  gpasswd: `sleep 0.02; sed "s/^\\($3:.*\\)$2/\\1/" $ROOT/etc/group > $ROOT/etc/group.new; cat $ROOT/etc/group.new > $ROOT/etc/group; rm $ROOT/etc/group.new`,
  sysctl: `sleep 0.02; file=$ROOT/proc/sys/$(echo "\${2%=*}" | tr . /); echo "\${2#*=}" > $file`,
  'apt-get': `case "$1" in update) sleep 0.02;; install) sleep 0.05; touch $ROOT/packages/engine;; esac`,
  'dpkg-query': 'test -e $ROOT/packages/engine && echo "ii "',
  timedatectl: `case "$1" in
  show) echo CanNTP=yes; for name in NTP NTPSynchronized; do test -e $ROOT/clock/on && echo $name=yes || echo $name=no; done;;
  set-ntp) sleep 0.02; touch $ROOT/clock/on;;
esac`,
  // Names of images, containers, volumes and networks are names of files.
  docker: `name() { echo "$1" | tr /: __; }
case "$1 $2" in
  "images -q") if test "$3" = --filter; then cat $ROOT/docker/dangling; else test -e $ROOT/docker/images/$(name "$3") && echo 0123456789ab; fi; exit 0;;
  "image rm") sleep 0.02; rm $ROOT/docker/images/$(name "$3");;
  "image prune") sleep 0.02; : > $ROOT/docker/dangling;;
  "ps -q") ;;
  "ps -a") case "$*" in *label*) test -e $ROOT/minikube/node && echo old;; *) ls $ROOT/docker/containers;; esac; exit 0;;
  "volume ls") ls $ROOT/docker/volumes;;
  "network ls") ls $ROOT/docker/networks;;
  "rm -f") sleep 0.02; shift 3; for each in "$@"; do rm $ROOT/docker/containers/$each; sleep 0.01; done;;
  "volume rm") sleep 0.02; shift 2; for each in "$@"; do rm $ROOT/docker/volumes/$each; done;;
  "network rm") sleep 0.02; shift 2; for each in "$@"; do rm $ROOT/docker/networks/$each; done;;
  "exec cluster") if test -e $ROOT/minikube/loaded; then echo '{"images":[{"repoTags":["docker.io/library/lesson:1"]}]}'; else echo '{"images":[]}'; fi;;
  "inspect --format") test -e $ROOT/docker/paused/"$4" && echo true || echo false;;
  "unpause "*) sleep 0.02; rm $ROOT/docker/paused/"$2";;
  "pause "*) sleep 0.02; (umask 026; touch $ROOT/docker/paused/"$2");;
  "pull "*) sleep 0.05; touch $ROOT/docker/images/$(name "$2");;
  "tag "*) sleep 0.02; touch $ROOT/docker/images/$(name "$3");;
  "save -o") echo half > "$3"; sleep 0.05; echo whole > "$3";;
esac`,
  minikube: `case "$*" in
  "-p cluster image load"*) sleep 0.05; touch $ROOT/minikube/loaded;;
  "-p cluster image rm"*) sleep 0.02; rm $ROOT/minikube/loaded;;
  "delete -p old") sleep 0.02; rm -r $ROOT/home/.minikube/profiles/old; sleep 0.02; rm $ROOT/minikube/node;;
  "update-context"*) sleep 0.02; echo "$3" > $ROOT/minikube/context;;
esac`,
}
