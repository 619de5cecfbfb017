namespace ServiceOS.Conversations.Contracts;

/// <summary>The same message came a second time: what was done for it is undone.</summary>
internal sealed class ResentException : Exception
{
    public ResentException() { }

    public ResentException(string message) : base(message) { }

    public ResentException(string message, Exception inner) : base(message, inner) { }
}

/// <summary>An earlier message of the conversation is still to be answered; what was begun is undone.</summary>
internal sealed class NotYetException : Exception
{
    public NotYetException() { }

    public NotYetException(string message) : base(message) { }

    public NotYetException(string message, Exception inner) : base(message, inner) { }
}

/// <summary>Another node has the turn, it was answered, or a person has the conversation; what was begun is undone.</summary>
internal sealed class FencedException : Exception
{
    public FencedException() { }

    public FencedException(string message) : base(message) { }

    public FencedException(string message, Exception inner) : base(message, inner) { }
}
