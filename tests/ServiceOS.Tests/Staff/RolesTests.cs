using ServiceOS.Staff;
using ServiceOS.Staff.Contracts;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Tests.Staff;

public sealed class RolesTests
{
    [Fact]
    public void Nobody_can_make_somebody_who_may_do_more()
    {
        foreach (var caller in Roles.All)
        {
            foreach (var role in Roles.All.Where(role => Roles.MayManage(caller, Roles.PermissionsOf(caller), role)))
                Assert.Superset(Roles.PermissionsOf(role).ToHashSet(), Roles.PermissionsOf(caller).ToHashSet());
        }
    }

    [Fact]
    public void Only_owners_and_managers_manage_staff_and_managers_only_agents()
    {
        var pairs = from caller in Roles.All
                    from role in Roles.All
                    where Roles.MayManage(caller, Roles.PermissionsOf(caller), role)
                    select (caller, role);

        Assert.Equal([StaffRole.Manager, StaffRole.MerchantOwner, StaffRole.PlatformOwner, StaffRole.UnitOwner],
            pairs.Select(pair => pair.caller).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal([StaffRole.Agent], pairs.Where(pair => pair.caller == StaffRole.Manager).Select(pair => pair.role));
    }

    [Fact]
    public void Read_only_can_write_nothing() =>
        Assert.All(Roles.PermissionsOf(StaffRole.ReadOnly), permission =>
            Assert.True(permission == Permission.Staff || permission.EndsWith(".read", StringComparison.Ordinal)));

    [Theory]
    [InlineData(StaffRole.PlatformOwner, TenantKind.Merchant, false)]
    [InlineData(StaffRole.UnitOwner, TenantKind.Platform, false)]
    [InlineData(StaffRole.MerchantOwner, TenantKind.Merchant, true)]
    [InlineData(StaffRole.MerchantOwner, TenantKind.Unit, false)]
    [InlineData(StaffRole.Agent, TenantKind.Unit, true)]
    [InlineData("king", TenantKind.Platform, false)]
    public void An_owner_belongs_to_the_owners_level(string role, string kind, bool fits) =>
        Assert.Equal(fits, Roles.FitsNode(role, kind));
}
