namespace ServiceOS.Platform.Web;

/// <summary>A list that is short enough to be whole.</summary>
internal sealed record ItemsView<T>(IReadOnlyList<T> Items);
