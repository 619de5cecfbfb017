namespace ServiceOS.Platform.Bus;

/// <summary>
/// Carries work between the nodes of an installation. It is never the truth: what is to be done stands in the database first,
/// and whoever finds it there undone after a while offers it again.
/// </summary>
/// <remarks>
/// Work of one key is handled in the order in which it was offered, by one handler at a time; only while nodes come or go can
/// two have a key for a moment. It may come twice: handlers must bear both. What fits into no queue is dropped, and offered again by whoever finds it undone. Held to one compliance suite.
/// </remarks>
internal interface IBus
{
    /// <summary>Why nothing gets to other nodes at present; null when it does, or when there are none.</summary>
    string? Fault { get; }

    /// <summary>Work that was offered here and that the bus has not taken over yet.</summary>
    int Waiting { get; }

    /// <summary>Work in this process that its handlers have not got to yet.</summary>
    int Backlog { get; }

    /// <summary>Messages given to the broker since the start, wake-ups among them.</summary>
    long Published { get; }

    /// <summary>Messages that the broker gave to this node since the start.</summary>
    long Delivered { get; }

    /// <summary>Offers work and returns at once. Where other nodes can't be reached, this node handles it itself.</summary>
    /// <param name="queue">Which handler it is for.</param>
    /// <param name="key">What it must keep its order with: work of other keys may overtake it.</param>
    /// <param name="work">Something that JSON can hold.</param>
    void Offer<T>(string queue, string key, T work);

    /// <summary>Handles a queue's work until told to stop; one handler a queue and process.</summary>
    Task HandleAsync<T>(string queue, Func<T, CancellationToken, Task<Handled>> handle, CancellationToken stop);
}

/// <summary>Work that says where it belongs among that of its key.</summary>
internal interface IPlacedWork
{
    /// <summary>The same each time that it is offered; what comes earlier is handled first.</summary>
    long Place { get; }
}

/// <summary>What became of a piece of work.</summary>
internal enum Handled
{
    /// <summary>It needs no more attention: done, done by another, or left to be offered again.</summary>
    Done,

    /// <summary>Earlier work of the same key is not done: this is handled again once that is, if it is <see cref="IPlacedWork"/>.</summary>
    NotYet,
}
