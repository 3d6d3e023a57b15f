/** What is said and done about containers: stories of commands that follow each other, each with names of its own. */
export const ofContainers = {
  'of a container, from its making to its end': `
    create --name NAME -e A=b -l x=y -v vol-NAME:/data --mount type=volume,dst=/anon -p 127.0.0.1::80 --expose 81/udp --memory 64m --cpus 0.5 --hostname h1 --user 0:0 --workdir /tmp --restart on-failure:3 --stop-signal TERM --stop-timeout 3 --add-host a.b:10.0.0.1 --dns 10.0.0.2 --dns-search c.d --ulimit nofile=100:200 --shm-size 8m --tmpfs /t:size=1m --cap-drop NET_RAW --init --log-opt max-size=1m --pids-limit 50 --label-file DIR/labels --env-file DIR/env --read-only IMAGE sh -c "echo begun; exec sleep 100"
    inspect NAME
    inspect -s -f '{{.SizeRootFs}} {{.SizeRw}}' NAME
    inspect --type container -f '{{json .Config.Labels}}{{println}}{{range .Config.Env}}{{println .}}{{end}}' NAME
    start NAME
    start NAME
    port NAME
    port NAME 80
    port NAME 82
    sh docker top NAME | awk '{print $1, $NF}'
    sh docker top NAME -o pid,args | sed 's/^ *[0-9]* //'
    stats --no-stream --format '{{.Name}} {{.PIDs}}' NAME
    pause NAME
    exec NAME true
    pause NAME
    ps --filter name=NAME --filter status=paused --format '{{.Names}} {{.State}}'
    unpause NAME
    rename NAME r-NAME
    rename r-NAME NAME
    update --memory 96m --memory-swap 128m --restart no --cpu-shares 512 --pids-limit 60 NAME
    inspect -f '{{json .HostConfig}}' NAME
    kill -s USR1 NAME
    restart -t 0 NAME
    stop -t 0 NAME
    stop -t 0 NAME
    wait NAME
    kill NAME
    logs NAME
    rm NAME
    volume ls -q --filter name=vol-NAME
    rm -v NAME
    volume rm vol-NAME
  `,
  'of commands in a container': `
    run -d --name NAME -e OUTER=1 IMAGE sleep 100
    exec NAME sh -c "echo out; echo err >&2; exit 7"
    exec -e X=1 -e Y=2 -w /tmp -u 0 NAME sh -c 'echo $X $Y $OUTER; pwd; id -u'
    exec -u 1000:1000 NAME id
    sh echo input | docker exec -i NAME wc -c
    sh head -c 300000 /dev/zero | docker exec -i NAME sh -c "wc -c; echo done >&2; exit 3"
    exec -d NAME touch /tmp/left-alone
    exec --privileged NAME true
    exec --env-file DIR/env NAME env
    exec NAME nothing-such
    exec NAME /tmp
    exec -w /nowhere NAME pwd
    exec -u nobody-such NAME true
    exec r-NAME true
    stop -t 0 NAME
    exec NAME true
    rm NAME
  `,
  'of files in a container, and of what is made of it': `
    run -d --name NAME IMAGE sleep 100
    cp DIR/file NAME:/tmp/file
    cp DIR/sub NAME:/tmp
    cp -a DIR/sub/. NAME:/tmp/flat
    cp -L DIR/link NAME:/tmp/through
    sh tar c -C DIR sub | docker cp - NAME:/var
    exec NAME sh -c "find /tmp /var/sub -type f | sort; cat /tmp/file /tmp/through"
    sh docker cp NAME:/tmp/sub - | tar t
    sh docker cp NAME:/tmp/flat DIR/NAME-out && find DIR/NAME-out -type f -printf "%f %s %m"
    sh docker cp NAME:/tmp/file DIR/NAME-file && cat DIR/NAME-file
    cp NAME:/nothing DIR/x
    cp DIR/file NAME:/nothing/there
    cp DIR/nothing NAME:/tmp
    cp DIR/file none-NAME:/tmp
    diff NAME
    sh docker commit -m text -a me -c "ENV Q=1" -c 'CMD ["env"]' NAME img-NAME:1 | wc -c
    commit --pause=false NAME img-NAME:2
    image inspect -f '{{json .Config}} {{.Author}} {{.Comment}}' img-NAME:1
    sh docker export NAME | tar t | grep -E '^(tmp|var)/' | sort
    sh docker export -o DIR/NAME.tar NAME && tar tf DIR/NAME.tar | wc -l
    sh docker export NAME | docker import -m text -c "ENV A=b" - imp-NAME:1 | wc -c
    image inspect -f '{{json .Config.Env}} {{.Comment}}' imp-NAME:1
    rmi img-NAME:1 img-NAME:2 imp-NAME:1
    rm -f NAME
  `,
  'of containers that run and end': `
    run --rm IMAGE sh -c "echo out; echo err >&2; exit 3"
    run --rm IMAGE nothing-such
    run --rm IMAGE /tmp
    run --rm none-NAME:1
    run --rm --nonsense IMAGE true
    run --rm -v relative/path:/x IMAGE true
    run --rm --network none-NAME IMAGE true
    sh echo typed | docker run -i --rm IMAGE cat
    sh docker run -d --rm --cidfile DIR/NAME.cid --name NAME IMAGE sleep 100 | wc -c && wc -c <DIR/NAME.cid
    rm -f NAME
    run --rm --read-only --tmpfs /scratch --init --cap-drop ALL --user 1000 --hostname h1 --network none --env-file DIR/env -e HERE -a stderr -a stdout IMAGE sh -c "hostname; id -u; env; touch /x"
    run --rm -v DIR/sub:/sub:ro --mount type=bind,src=DIR/file,dst=/f,readonly --mount type=tmpfs,dst=/m,tmpfs-size=1m IMAGE sh -c "cat /sub/deep /f; touch /sub/x"
    run --rm --privileged --pid host --network host --ipc host --uts host --security-opt seccomp=unconfined --cap-add SYS_ADMIN IMAGE true
    run --rm --entrypoint sh --sysctl net.core.somaxconn=64 --device /dev/null:/dev/nil --group-add 5 --oom-score-adj 100 IMAGE -c 'cat /proc/sys/net/core/somaxconn; id -G; test -e /dev/nil'
    run -d --name NAME --health-cmd true --health-interval 100ms --health-retries 2 IMAGE sleep 100
    inspect -f '{{json .Config.Healthcheck}}' NAME
    sh until docker inspect -f '{{.State.Health.Status}}' NAME | grep -x healthy; do :; done
    run --rm --volumes-from NAME --network container:NAME --pid container:NAME IMAGE true
    run --name NAME IMAGE true
    rm NAME
    rm -f NAME
    run -d --name NAME IMAGE sh -c "read go; echo bye; exit 5"
    wait NAME
    run -di --name i-NAME IMAGE sh -c "echo ready; read go; echo bye; exit 5"
    sh echo go | docker attach i-NAME >/dev/null
    start -a NAME
    sh echo again | docker start -ai i-NAME >/dev/null
    attach NAME
    rm -v NAME i-NAME
  `,
  'of what containers have written': `
    run --name NAME IMAGE sh -c "echo one; echo two >&2; echo three; printf unfinished"
    logs NAME
    logs --tail 1 NAME
    logs -n 0 NAME
    sh docker logs -t NAME | sed 's/^[-0-9:.TZ]* /TIME /'
    logs --since 10m NAME
    logs --until 10m NAME
    logs --since 2100-01-01T00:00:00 NAME
    logs -f NAME
    logs --details NAME
    logs none-NAME
    attach --no-stdin NAME
    ps -a --filter name=NAME --format '{{.Names}} {{.Image}} {{.Command}} {{.Ports}} {{.Labels}} {{.Mounts}} {{.Networks}} {{.Size}}'
    rm NAME
  `,
  'of lists of containers': `
    run -d --name NAME -l team=NAME -p 127.0.0.1::8080 IMAGE sleep 100
    create --name c-NAME -l team=NAME -v vol-NAME:/v IMAGE true
    ps --filter label=team=NAME
    ps -a --filter label=team=NAME --format '{{.Names}} {{.Status}}'
    ps -aq --no-trunc --filter label=team=NAME
    ps -a --filter label=team=NAME --format json
    ps -a --filter label=team=NAME --filter status=created -q
    ps -a --filter name=^/?c-NAME$ --format '{{.Names}}'
    ps -a --filter volume=vol-NAME --format '{{.Names}}'
    ps -a --filter label=team=NAME --filter ancestor=IMAGE --format '{{.Names}}'
    ps -a --filter label=team=NAME --filter before=c-NAME --format '{{.Names}}'
    ps -a --filter label=team=NAME --filter since=NAME --format '{{.Names}}'
    ps -a --filter label=team=NAME --filter network=bridge --format '{{.Names}}'
    ps -a --filter label=team=NAME --filter publish=8080 --format '{{.Names}}'
    ps -a --filter label=team=NAME --filter expose=8080/tcp --format '{{.Names}}'
    ps -a --filter label=team=NAME --filter exited=0 -q
    ps -a --filter label=team=NAME --filter health=none --format '{{.Names}}'
    ps -s --filter label=team=NAME --format '{{.Size}}'
    ps --filter label=team=NAME --filter nonsense=1
    ps -a --filter status=nonsense
    ps -a --filter since=none-NAME
    container ls -n 1 -q --filter label=team=NAME
    container prune -f --filter label=team=NAME
    container prune -f --filter label!=team --filter label=team=NAME --filter until=1h
    rm -f NAME
    volume rm vol-NAME
  `,
} as const;
