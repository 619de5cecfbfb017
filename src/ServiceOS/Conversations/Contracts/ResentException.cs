namespace ServiceOS.Conversations.Contracts;

/// <summary>The same message came a second time: what was done for it is undone.</summary>
internal sealed class ResentException : Exception
{
    public ResentException() { }

    public ResentException(string message) : base(message) { }

    public ResentException(string message, Exception inner) : base(message, inner) { }
}
