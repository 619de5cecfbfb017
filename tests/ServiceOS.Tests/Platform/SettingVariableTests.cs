using ServiceOS.Platform;
using ServiceOS.Platform.Data;
using ServiceOS.Platform.Live;
using ServiceOS.Platform.Web;

namespace ServiceOS.Tests.Platform;

/// <summary>Limits that an operator may set from outside.</summary>
public sealed class SettingVariableTests
{
    [Fact]
    public void What_is_not_set_keeps_its_default_and_what_is_set_counts()
    {
        var settings = SettingVariables.Read<RateLimitSettings>(name => name == "SERVICEOS_VISITOR_SESSIONS_PER_MINUTE" ? "5000" : null);

        Assert.Equal(new RateLimitSettings { VisitorSessionsPerMinute = 5_000 }, settings);
    }

    [Theory]
    [InlineData(Engine.Sqlite, null, 0)]
    [InlineData(Engine.Postgres, null, 3)]
    [InlineData(Engine.Sqlite, "7", 7)]
    [InlineData(Engine.Postgres, "7", 7)]
    public void How_long_a_node_drains_depends_on_whether_it_may_have_others_beside_it(Engine engine, string? set, int seconds) =>
        Assert.Equal(seconds, AppSettings.FromVariables(engine, name => name == "SERVICEOS_DRAIN_SECONDS" ? set : null).Drain.DrainSeconds);

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("many")]
    public void What_is_no_whole_number_from_one_is_refused_by_name(string text)
    {
        var refused = Assert.Throws<SettingException>(() => SettingVariables.Read<LiveSettings>(name => name == "SERVICEOS_BEAT_SECONDS" ? text : null));

        Assert.Contains("SERVICEOS_BEAT_SECONDS", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mistyped_variable_is_refused_with_the_nearest_that_there_is()
    {
        var known = new HashSet<string>(StringComparer.Ordinal) { "SERVICEOS_POSTGRES", "SERVICEOS_STREAMS_MAX" };
        string[] ofOthers = ["PATH", "SERVICEOS_POSTGRES", "SERVICEOS_PORT", "SERVICEOS_SERVICE_HOST", "SERVICEOS_DB_PORT_5432_TCP_ADDR", "SERVICEOS_TEST_LONG"];

        SettingVariables.RequireKnown(ofOthers, known);
        var refused = Assert.Throws<SettingException>(() => SettingVariables.RequireKnown([.. ofOthers, "SERVICEOS_STREAM_MAX"], known));

        Assert.Contains("SERVICEOS_STREAM_MAX", refused.Message, StringComparison.Ordinal);
        Assert.Contains("nearest is SERVICEOS_STREAMS_MAX", refused.Message, StringComparison.Ordinal);
    }
}
