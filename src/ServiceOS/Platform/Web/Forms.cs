namespace ServiceOS.Platform.Web;

/// <summary>Reads multipart/form-data. The framework's own binding fails (500) at a request that has neither a body nor a type.</summary>
internal static class Forms
{
    /// <summary>The form; null when it is broken off or malformed. One that is too large goes to the error edge.</summary>
    /// <param name="request">One whose content type is a form's.</param>
    /// <param name="stop">Gives up.</param>
    public static async Task<IFormCollection?> ReadAsync(HttpRequest request, CancellationToken stop)
    {
        try
        {
            return await request.ReadFormAsync(stop);
        }
        catch (Exception e) when (e is InvalidDataException or (IOException and not BadHttpRequestException))
        {
            return null;
        }
    }
}
