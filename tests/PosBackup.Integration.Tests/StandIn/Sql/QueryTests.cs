using PosBackup.Integration.Tests.Support;

namespace PosBackup.Integration.Tests.StandIn.Sql;

public sealed class QueryTests(SqlInstance instance) : IClassFixture<SqlInstance>
{
    private const string Shop = """
        CREATE TABLE products (id int PRIMARY KEY, name nvarchar(20), price money);
        CREATE TABLE sales (id int PRIMARY KEY, product int, quantity int);
        INSERT products VALUES (1, N'tea', 2.5), (2, N'milk', 1.2), (3, N'数据', 10);
        INSERT sales VALUES (1, 1, 2), (2, 2, 1), (3, 1, 1);
        """;

    public static TheoryData<string, object?[]> Queries => new()
    {
        { "SELECT name FROM products WHERE NAME = 'TEA '", ["tea"] },
        { "SELECT p.name FROM sales s JOIN products AS p ON p.id = s.product ORDER BY s.id", ["tea", "milk", "tea"] },
        { "SELECT p.name FROM products p LEFT JOIN sales s ON s.product = p.id WHERE s.id IS NULL", ["数据"] },
        { "SELECT SUM(s.quantity * p.price) FROM sales s, products p WHERE s.product = p.id", [8.7m] },
        { "SELECT product FROM sales GROUP BY product HAVING COUNT(*) > 1", [1] },
        { "SELECT product + 1 FROM sales GROUP BY product + 1 ORDER BY product + 1", [2, 3] },
        { "SELECT COUNT(DISTINCT product) FROM sales", [2] },
        { "SELECT AVG(quantity) FROM sales", [1] },
        { "SELECT TOP (2) id FROM products ORDER BY price DESC", [3, 1] },
        { "SELECT id FROM products ORDER BY id OFFSET 1 ROWS FETCH NEXT 1 ROWS ONLY", [2] },
        { "SELECT DISTINCT product FROM sales ORDER BY 1 DESC", [2, 1] },
        { "SELECT name n FROM products UNION SELECT 'tea' UNION ALL SELECT 'x' ORDER BY n DESC", ["数据", "x", "tea", "milk"] },
        { "SELECT id FROM products EXCEPT SELECT product FROM sales", [3] },
        { "SELECT name FROM products p WHERE EXISTS (SELECT * FROM sales s WHERE s.product = p.id) ORDER BY p.id", ["tea", "milk"] },
        { "SELECT id FROM products WHERE id NOT IN (SELECT product FROM sales)", [3] },
        { "SELECT (SELECT MAX(quantity) FROM sales s WHERE s.product = p.id) FROM products p ORDER BY id", [2, 1, null] },
        { "WITH t AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM t WHERE i < 4) SELECT i FROM t", [1, 2, 3, 4] },
        { "SELECT ROW_NUMBER() OVER (ORDER BY price) FROM products ORDER BY id", [2L, 1L, 3L] },
        { "SELECT a FROM (VALUES (1, 'x'), (2, 'y')) AS v (a, b) WHERE b = 'Y'", [2] },
        { "SELECT id FROM products WHERE price > ALL (SELECT price FROM products WHERE id < 3)", [3] },
        { "SELECT dbo.products.name FROM dbo.products WHERE products.id = 2", ["milk"] },
        { "SELECT name COLLATE Latin1_General_BIN FROM products WHERE name COLLATE Latin1_General_BIN = N'TEA'", [] },
    };

    [Theory]
    [MemberData(nameof(Queries))]
    public async Task AQuery_GivesTheseRows(string sql, object?[] expected)
    {
        using SqlProbe shop = instance.OpenNew();
        await shop.DoAsync(Shop);
        Assert.Equal(expected, (await shop.DoAsync(sql)).Column);
    }

    [Theory]
    [InlineData("SELECT * FROM nowhere", 208)]
    [InlineData("SELECT nothing FROM products", 207)]
    [InlineData("SELECT id FROM products p JOIN sales s ON p.id = s.id", 209)]
    [InlineData("SELECT x.id FROM products", 4104)]
    [InlineData("SELECT name, COUNT(*) FROM products", 8120)]
    [InlineData("SELECT id FROM products WHERE COUNT(*) > 1", 147)]
    [InlineData("SELECT id FROM products ORDER BY 2", 108)]
    [InlineData("SELECT id FROM products UNION SELECT id, name FROM products", 205)]
    [InlineData("SELECT 1 WHERE 1 = (SELECT id FROM products)", 512)]
    [InlineData("SELECT * FROM products p, sales p", 1011)]
    public async Task AWrongQuery_FailsWithItsNumber(string sql, int number)
    {
        using SqlProbe shop = instance.OpenNew();
        await shop.DoAsync(Shop);
        await shop.FailsAsync(sql, number);
    }

    [Fact]
    public async Task SelectCountsItsRows_UnlessNoCount()
    {
        using SqlProbe shop = instance.OpenNew();
        await shop.DoAsync(Shop);
        Assert.Equal(3, (await shop.DoAsync("SELECT id FROM products")).Ended.Single().Count);
        Assert.Null((await shop.DoAsync("SET NOCOUNT ON; SELECT id FROM products")).Ended[^1].Count);
        Assert.Equal(3, await shop.ValueAsync("COUNT(*) FROM products"));
    }

    [Fact]
    public async Task TablesOfSeveralDatabases_MeetInOneQuery()
    {
        using SqlProbe first = instance.OpenNew(out string one);
        using SqlProbe second = instance.OpenNew();
        await first.DoAsync(Shop);
        await second.DoAsync("CREATE TABLE stock (product int); INSERT stock VALUES (2)");
        RecordedAnswer answer = await second.DoAsync($"SELECT p.name FROM stock JOIN [{one}]..products p ON p.id = stock.product");
        Assert.Equal("milk", answer.Value);
    }

    [Fact]
    public async Task SelectIntoVariables_KeepsTheLastRow()
    {
        using SqlProbe shop = instance.OpenNew();
        await shop.DoAsync(Shop);
        RecordedAnswer answer = await shop.DoAsync("DECLARE @s nvarchar(99) = N'', @n int; SELECT @s = @s + name + N';', @n = id FROM products; SELECT @s, @n");
        Assert.Equal(["tea;milk;数据;", 3], answer.Row);
    }

    [Fact]
    public async Task SelectInto_MakesATableOfTheQuerysColumns()
    {
        using SqlProbe shop = instance.OpenNew();
        await shop.DoAsync(Shop + "SELECT id, price INTO dear FROM products WHERE price > 2");
        Assert.Equal([1, 3], (await shop.DoAsync("SELECT id FROM dear ORDER BY id")).Column);
    }

    [Fact]
    public async Task AnAttention_EndsALongQuery()
    {
        using SqlProbe shop = instance.OpenNew();
        using var attention = new CancellationTokenSource();
        const string endless = "WITH t AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM t) SELECT COUNT(*) FROM t";
        Task<RecordedAnswer> running = Task.Run(() => shop.RunAsync(endless, attention.Token));
        await attention.CancelAsync();
        await running.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(1, await shop.ValueAsync("1"));
    }
}
