namespace ServiceOS.Simulated.Running;

/// <summary>What must have happened somewhere in many runs: a simulation in which nothing breaks proves nothing.</summary>
internal enum Happening
{
    NodeDied, PowerFailed, StorageRestarted, NodePaused, ClockJumped, DiskFull, DiskReadOnly, StorageAway, CommitUnheard, BatchLost,
    NoAnswer, WorkLost, WorkDoubled, WorkPassedOn, WorkTooEarly, TurnSwept, SentAgain, AgentLeft, SignedIn, RefundUnknown,
}
