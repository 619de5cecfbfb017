using ServiceOS.Cli;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Cli;

/// <summary>Why a process can't have its data folder, said as it is.</summary>
public sealed class DataFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("serviceos-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void One_that_another_process_holds_is_said_to_be_held()
    {
        using var held = DataFolder.Hold(_folder);

        Assert.Contains("another serviceos is running", Fault(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void One_that_is_read_only_is_said_to_be_so(bool wasUsed)
    {
        if (wasUsed)
            DataFolder.Hold(_folder).Dispose();
        // by its mode a folder is only closed to new files
        using var closed = ReadOnlyPath.Make(wasUsed && !Environment.IsPrivilegedProcess ? Path.Combine(_folder, "lock") : _folder);

        var fault = Fault();

        Assert.Contains("can't be written to", fault, StringComparison.Ordinal);
        Assert.DoesNotContain("another", fault, StringComparison.Ordinal);
    }

    private string Fault() => Assert.Throws<FailedException>(() => DataFolder.Hold(_folder)).Message;
}
