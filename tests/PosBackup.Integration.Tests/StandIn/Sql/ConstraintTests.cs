using PosBackup.Integration.Tests.Support;

namespace PosBackup.Integration.Tests.StandIn.Sql;

/// <summary>IDENTITY_INSERT and foreign keys.</summary>
public sealed class ConstraintTests(SqlInstance instance) : IClassFixture<SqlInstance>
{
    private const string Tables = """
        CREATE TABLE receipts (id int IDENTITY(10, 5) PRIMARY KEY, note nvarchar(20));
        CREATE TABLE tills (id int IDENTITY PRIMARY KEY, name nvarchar(20));
        CREATE TABLE plain (id int);
        """;

    private const string Shop = """
        CREATE TABLE products (id int PRIMARY KEY, name nvarchar(20));
        CREATE TABLE sales (id int PRIMARY KEY, product int CONSTRAINT fk_sales_products REFERENCES products (id));
        INSERT products VALUES (1, N'tea'); INSERT sales VALUES (1, 1), (2, NULL);
        """;

    [Fact]
    public async Task IdentityInsert_TakesValuesAndGoesOnBehindThem()
    {
        using SqlProbe shop = instance.OpenNew();
        await shop.DoAsync(Tables);
        await shop.DoAsync("INSERT receipts (note) VALUES (N'a'); SET IDENTITY_INSERT receipts ON; INSERT receipts (id, note) VALUES (100, N'b'); SET IDENTITY_INSERT receipts OFF");
        await shop.DoAsync("INSERT receipts (note) VALUES (N'c')");

        Assert.Equal([10, 100, 105], (await shop.DoAsync("SELECT id FROM receipts ORDER BY id")).Column);
        Assert.Equal(105m, await shop.ValueAsync("IDENT_CURRENT('receipts')"));
    }

    [Theory]
    [InlineData("INSERT receipts (id, note) VALUES (1, N'a')", 544)]
    [InlineData("SET IDENTITY_INSERT receipts ON; INSERT receipts VALUES (1, N'a')", 8101)]
    [InlineData("SET IDENTITY_INSERT receipts ON; INSERT receipts (note) VALUES (N'a')", 545)]
    [InlineData("SET IDENTITY_INSERT receipts ON; SET IDENTITY_INSERT tills ON", 8107)]
    [InlineData("SET IDENTITY_INSERT plain ON", 8106)]
    [InlineData("UPDATE receipts SET id = 1", 8102)]
    public async Task IdentityInsert_IsRefusedWhereItDoesNotBelong(string sql, int number)
    {
        using SqlProbe shop = instance.OpenNew();
        await shop.DoAsync(Tables);
        await shop.FailsAsync(sql, number);
    }

    [Theory]
    [InlineData("INSERT sales VALUES (3, 9)", "INSERT statement conflicted with the FOREIGN KEY constraint \"fk_sales_products\"", "table \"dbo.products\", column 'id'")]
    [InlineData("UPDATE sales SET product = 9", "UPDATE statement conflicted with the FOREIGN KEY constraint \"fk_sales_products\"", "table \"dbo.products\", column 'id'")]
    [InlineData("DELETE products", "DELETE statement conflicted with the REFERENCE constraint \"fk_sales_products\"", "table \"dbo.sales\", column 'product'")]
    [InlineData("UPDATE products SET id = 2", "UPDATE statement conflicted with the REFERENCE constraint \"fk_sales_products\"", "table \"dbo.sales\", column 'product'")]
    public async Task ForeignKey_RefusesWithItsName(string sql, string what, string where)
    {
        using SqlProbe shop = instance.OpenNew(out string database);
        await shop.DoAsync(Shop);

        RecordedAnswer answer = await shop.FailsAsync(sql, 547);

        Assert.Equal($"The {what}. The conflict occurred in database \"{database}\", {where}.", answer.Errors[0].Text);
        Assert.Equal(3621, Assert.Single(answer.Infos).Number);
        Assert.Equal([1, null], (await shop.DoAsync("SELECT product FROM sales ORDER BY id")).Column);
    }
}
