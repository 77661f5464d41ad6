set )s [new Simulator]
set n [$ns node]
