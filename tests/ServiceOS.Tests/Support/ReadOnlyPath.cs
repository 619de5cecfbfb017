using System.Diagnostics;

namespace ServiceOS.Tests.Support;

/// <summary>Makes a file or a folder read-only until it is disposed: by its mode, or for root (who may write anyway) by a mount.</summary>
internal sealed class ReadOnlyPath(string path, bool isMounted) : IDisposable
{
    private bool _isDone;

    public static ReadOnlyPath Make(string path)
    {
        if (!Environment.IsPrivilegedProcess)
            Run("chmod", "a-w", path);
        else
            Assert.SkipUnless(Run("mount", "--bind", path, path) && Run("mount", "-o", "remount,ro,bind", path), "root may not mount here");
        return new(path, Environment.IsPrivilegedProcess);
    }

    public void Dispose()
    {
        if (_isDone)
            return;
        _isDone = true;
        if (isMounted)
            Run("umount", "--lazy", path);
        else
            Run("chmod", "u+w", path);
    }

    private static bool Run(string program, params string[] args)
    {
        using var process = Process.Start(program, args);
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
