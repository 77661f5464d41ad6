# two routers and ten hosts
set ns [new Simulator]
set n(0) [$ns node]
for {set i 1} {$i < 12} {incr i} {
  set n($i) [$ns node]
  $ns duplex-link $n($i) $n([expr $i - 1]) 10Mb [expr 5 + $i]ms DropTail
}
$ns duplex-link $n(0) $n(11) 45Mb 2ms DropTail
$ns queue-limit $n(0) $n(11) 20
