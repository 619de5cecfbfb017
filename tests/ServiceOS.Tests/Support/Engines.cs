using ServiceOS.Platform.Data;

namespace ServiceOS.Tests.Support;

/// <summary>What a feature's tests run on: <c>[Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]</c>.</summary>
internal static class Engines
{
    public static TheoryData<Engine> All => new(Engine.Sqlite, Engine.Postgres);
}
